/** Shows the person who runs Pulumi a line, under the resource of this URN or under the stack; resolves once it is delivered. */
export type Log = (level: "info" | "warn", message: string, resource?: string) => Promise<void>;

/** Lines on standard error, where there is no engine to show them. */
export const standardErrorLog: Log = (level, message) => {
    process.stderr.write(`${level === "warn" ? "warning: " : ""}${message}\n`);
    return Promise.resolve();
};
