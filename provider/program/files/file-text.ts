import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { FileProblem } from "./file-problem";

/**
 * The text of a file in UTF-8, without a byte order mark. Each line ends in a line feed: Git and editors change the
 * ends from machine to machine, and the profiles must not change with them.
 */
export function readFileText(file: string): string {
    const bytes = readBytes(file);
    const other = otherKind(bytes);
    if (other !== undefined) {
        throw new FileProblem(undefined, other);
    }
    if (!isUtf8(bytes)) {
        throw new FileProblem(
            `line ${firstLineNotUtf8(bytes)}`,
            "is not UTF-8; save the file in that encoding",
        );
    }
    const zero = bytes.indexOf(0);
    if (zero !== -1) {
        throw new FileProblem(
            `line ${lineAt(bytes, zero)}`,
            "has a byte that is zero, which no text has; save the file as text in UTF-8",
        );
    }
    return bytes
        .toString("utf8")
        .replace(/^\uFEFF/, "")
        .replace(/\r\n?/g, "\n");
}

function readBytes(file: string): Buffer {
    try {
        return readFileSync(file);
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        throw new FileProblem(
            undefined,
            code === "ENOENT"
                ? `there is no such file; a relative path starts at ${process.cwd()}`
                : `cannot be read (${code})`,
        );
    }
}

/** What the first bytes say that the file is, where that is no text in UTF-8. */
function otherKind(bytes: Buffer): string | undefined {
    const start = bytes.subarray(0, 4).toString("latin1");
    if (/^(\xff\xfe|\xfe\xff|\0[^\0]|[^\0]\0)/s.test(start)) {
        return "is UTF-16 and not UTF-8; save the file in that encoding";
    }
    return start === "PK\x03\x04" ? "is a spreadsheet or an archive; save it as CSV in UTF-8" : undefined;
}

function firstLineNotUtf8(bytes: Buffer): number {
    let start = 0;
    for (const [place, byte] of bytes.entries()) {
        if (byte === lineFeed || byte === carriageReturn) {
            if (!isUtf8(bytes.subarray(start, place))) {
                break;
            }
            start = place + 1;
        }
    }
    return lineAt(bytes, start);
}

/** The line, counted from 1, of the byte at this place. */
function lineAt(bytes: Buffer, place: number): number {
    return bytes
        .subarray(0, place)
        .toString("latin1")
        .split(/\r\n?|\n/).length;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
