import type { Server } from "node:http";
import type { Socket } from "node:net";

/** How many TCP connections there were. */
export interface ConnectionCounts {
    /** Since the emulator started. */
    readonly opened: number;
    /** Now. */
    readonly open: number;
    /** At the same time, at most. */
    readonly peak: number;
}

/** Numbers a server's connections, counts them, and can end them all. */
export class Connections {
    readonly #numbers = new Map<Socket, number>();
    #opened = 0;
    #peak = 0;

    constructor(server: Server) {
        server.on("connection", (socket: Socket) => {
            this.#opened += 1;
            this.#numbers.set(socket, this.#opened);
            this.#peak = Math.max(this.#peak, this.#numbers.size);
            socket.once("close", () => this.#numbers.delete(socket));
        });
    }

    get counts(): ConnectionCounts {
        return { opened: this.#opened, open: this.#numbers.size, peak: this.#peak };
    }

    numberOf(socket: Socket): number {
        return this.#numbers.get(socket) ?? 0;
    }

    end(): void {
        for (const socket of this.#numbers.keys()) {
            socket.destroy();
        }
    }
}
