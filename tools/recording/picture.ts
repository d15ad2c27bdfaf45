import Anser from "anser";

const CHARACTER_WIDTH = 7.9;
const LINE_HEIGHT = 18;
const MARGIN = 20;
const BAR = 34;

/** On the window's own dark ground, so that the page around it may be light or dark. */
const colours: Readonly<Record<string, string>> = {
    black: "#6e7681",
    red: "#ff7b72",
    green: "#56d364",
    yellow: "#e3b341",
    blue: "#79c0ff",
    magenta: "#d2a8ff",
    cyan: "#76e3ea",
    white: "#e6edf3",
};

/** Draws a terminal's text, with its colours, as an SVG: a window as wide and high as the text. */
export function picture(text: string): string {
    const lines = text
        .split("\n")
        .map((line) => Anser.ansiToJson(line, { json: true, use_classes: true, remove_empty: true }));
    const columns = Math.max(...lines.map(columnsOf));
    const width = Math.ceil(columns * CHARACTER_WIDTH + 2 * MARGIN);
    const height = BAR + lines.length * LINE_HEIGHT + MARGIN;
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
        `<rect width="${width}" height="${height}" rx="8" fill="#0d1117" stroke="#30363d"/>`,
        ...["#ff7b72", "#e3b341", "#56d364"].map(
            (fill, n) => `<circle cx="${MARGIN + 20 * n}" cy="18" r="6" fill="${fill}"/>`,
        ),
        `<g font-family="ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="13" fill="#e6edf3" xml:space="preserve">`,
        ...lines.map(drawLine),
        "</g>",
        "</svg>",
        "",
    ].join("\n");
}

function columnsOf(line: readonly Anser.AnserJsonEntry[]): number {
    return line.map(({ content }) => content).join("").length;
}

/** A line has its length: the columns stay in place where the reader's font is wider or narrower. */
function drawLine(line: readonly Anser.AnserJsonEntry[], row: number): string {
    const y = BAR + LINE_HEIGHT * (row + 1) - 5;
    const length = (columnsOf(line) * CHARACTER_WIDTH).toFixed(1);
    return `<text x="${MARGIN}" y="${y}" textLength="${length}" lengthAdjust="spacingAndGlyphs">${line.map(span).join("")}</text>`;
}

function span({ content, fg, decorations }: Anser.AnserJsonEntry): string {
    const colour = (fg as string | null)?.replace(/^ansi-(bright-)?/, "");
    const attributes = [
        colour === undefined ? "" : ` fill="${colours[colour] ?? colours.white}"`,
        decorations.includes("bold") ? ' font-weight="bold"' : "",
        decorations.includes("dim") ? ' fill-opacity="0.7"' : "",
    ].join("");
    const text = Anser.escapeForHtml(content);
    return attributes === "" ? text : `<tspan${attributes}>${text}</tspan>`;
}
