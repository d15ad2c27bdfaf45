/** What a command sees of the process it runs in. */
export interface CommandProcess {
    readonly env: NodeJS.ProcessEnv;
    readonly cwd: string;
    /** As in "20.19.0". */
    readonly nodeVersion: string;
    readonly stdin: AsyncIterable<string | Buffer>;
    /** Writes to standard output what the command was asked for. */
    readonly print: (text: string) => void;
    /** Writes a line to standard error. */
    readonly say: (line: string) => void;
}
