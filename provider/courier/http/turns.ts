/** Lets so many through at a time. The others wait for their turn, in the order in which they came. */
export class Turns {
    #free: number;
    readonly #waiting = new Set<() => void>();

    constructor(atATime: number) {
        this.#free = atATime;
    }

    /** Answers, when it is one's turn, what ends the turn; undefined where the signal is aborted before that. */
    async take(signal: AbortSignal): Promise<(() => void) | undefined> {
        if (signal.aborted) {
            return undefined;
        }
        if (this.#free > 0) {
            this.#free -= 1;
            return this.#end;
        }
        return new Promise((resolve) => {
            const begin = (): void => {
                signal.removeEventListener("abort", giveUp);
                resolve(this.#end);
            };
            const giveUp = (): void => {
                this.#waiting.delete(begin);
                resolve(undefined);
            };
            signal.addEventListener("abort", giveUp, { once: true });
            this.#waiting.add(begin);
        });
    }

    readonly #end = (): void => {
        const [next] = this.#waiting;
        if (next) {
            this.#waiting.delete(next);
            next();
        } else {
            this.#free += 1;
        }
    };
}
