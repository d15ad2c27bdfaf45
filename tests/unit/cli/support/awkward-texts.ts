import type { JsonObject } from "../../../../provider/core/values/json";

/** Texts that a language may take for something else, or that need escapes. */
export const awkwardTexts = [
    ..."yes no on off y n ~ null true True 0123 0x1f 0o17 1e3 1_000 1:30 .inf -.inf .nan NaN -1 +1 2020-01-01".split(
        " ",
    ),
    ..."${secret} $${x} $$ $$$ $ a$ ${ }${ # a#b - ? : & * ! | > % @ ` { [ , = << __proto__ None False import".split(
        " ",
    ),
    ...[
        "",
        " ",
        " a",
        "a ",
        "a: b",
        "a #b",
        "- a",
        "a\nb",
        "\na\n",
        "a\r\nb",
        "\t",
        "\\n",
        "\\",
        '"',
        "'",
        "'''",
        '"""',
    ],
    ...[
        "\u0000",
        "\u007f",
        "\u0085",
        "\u2028",
        "\u202e",
        "\ufeff",
        "🙂",
        "é",
        "e\u0301",
        "{{x}}",
        "%s",
        "a".repeat(200),
    ],
];

export const awkwardProfile: JsonObject = {
    custom: Object.fromEntries(
        awkwardTexts.filter((text) => text !== "__proto__").map((text) => [text, text]),
    ),
    list: awkwardTexts,
    numbers: [0, -1.5, 1e-7, 5e-324, 9007199254740991],
    others: [null, true, false, [], {}, [[]], [{}], { "": { "": [] } }],
};
