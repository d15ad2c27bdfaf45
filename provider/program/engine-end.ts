import { connect } from "node:http2";

/**
 * Calls back once the engine at the address has ended. Only one process at a time listens at an address, so an open
 * connection is the proof that it is the same engine still.
 */
export function whenEngineEnds(address: string, then: () => void): void {
    const session = connect(`http://${address}`);
    session.unref();
    session.once("close", then);
    // "close" follows.
    session.on("error", () => undefined);
}
