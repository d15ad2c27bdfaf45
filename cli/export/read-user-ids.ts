/**
 * The user ids that a command line names, each once, in its order; `-` stands for those on standard input,
 * one a line.
 *
 * @throws Error where there are none
 */
export async function readUserIds(
    args: readonly string[],
    stdin: AsyncIterable<string | Buffer>,
): Promise<readonly string[]> {
    const userIds = new Set<string>();
    for (const arg of args) {
        for (const userId of arg === "-" ? await readLines(stdin) : [arg]) {
            userIds.add(userId);
        }
    }
    if (userIds.size === 0) {
        throw new Error("there is no user id on standard input");
    }
    return [...userIds];
}

async function readLines(stdin: AsyncIterable<string | Buffer>): Promise<string[]> {
    const chunks: Buffer[] = [];
    for await (const chunk of stdin) {
        chunks.push(Buffer.from(chunk));
    }
    return Buffer.concat(chunks)
        .toString("utf8")
        .replace(/^\ufeff/, "")
        .split(/\r\n?|\n/)
        .filter((line) => line.trim() !== "");
}
