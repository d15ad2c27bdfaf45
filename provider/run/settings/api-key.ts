/** Of a key that is no secret of the stack's configuration: Pulumi writes that into the state. */
export const plainApiKeyWarning =
    "courier:apiKey is in plain text in the stack's configuration, and so in its state: run " +
    "`pulumi config set --secret courier:apiKey`, then `pulumi up`; whoever could read it before has the key";

/** What people take along when they copy a key, and what they are to do. */
const takenAlong: readonly (readonly [pattern: RegExp, reason: string])[] = [
    [/^["'`<\u2018-\u201f\u00ab]|["'`>\u2018-\u201f\u00bb]$/, "is in quotes; set the key without them"],
    [
        /^(?:authorization\s*:|bearer(?:\s|%20|:|$)|basic\s)/i,
        'begins with "Bearer" or the name of a header; set the key alone, without what a request has before it',
    ],
    [
        /^(?:export\s+)?(?:courier_\w+|courier:\w+|api_?key|auth_?token)\s*[=:]/i,
        "begins with the name of a variable or a setting; set the key alone, which stands behind the = or the :",
    ],
    [/\\[nrt]$/, "ends with a line break or a tab that is written out; set the key without it"],
];

/**
 * The API key, as a request can carry it.
 *
 * @throws Error that says what is wrong with the text, and quotes none of it
 */
export function parseApiKey(text: string | undefined): string {
    if (text === undefined) {
        throw new Error(
            "is not set: run `pulumi config set --secret courier:apiKey` and paste Courier's API key, " +
                "or set the environment variable COURIER_API_KEY; refresh and destroy have the configuration of the last " +
                "`pulumi up`: for these set the variable, or add --run-program",
        );
    }
    const [, reason] = takenAlong.find(([pattern]) => pattern.test(text)) ?? [];
    if (reason !== undefined) {
        throw new Error(reason);
    }
    if (!/^[\x21-\x7e]+$/.test(text)) {
        throw new Error(
            "has a character that no API key has (a space, a line break or a non-ASCII character); " +
                "copy the key once more from Courier's settings",
        );
    }
    return text;
}
