/** Shows a line of progress. */
export type Report = (line: string) => void;

const intervalMs = 3000;

/** Says every few seconds how far a long work is; a short one ends before the first line. */
export class Progress {
    readonly #total: number;
    readonly #report: Report;
    readonly #start = performance.now();
    readonly #timer: NodeJS.Timeout;
    #done = 0;

    constructor(total: number, report: Report) {
        this.#total = total;
        this.#report = report;
        this.#timer = setInterval(() => {
            this.#report(progressLine(this.#done, this.#total, performance.now() - this.#start));
        }, intervalMs);
    }

    step(): void {
        this.#done++;
    }

    stop(): void {
        clearInterval(this.#timer);
    }
}

/** Done, total, rate and time left, such as `1,200 of 10,000 profiles, 400 a second, 22 s left`. */
export function progressLine(done: number, total: number, elapsedMs: number): string {
    const perSecond = done / (elapsedMs / 1000);
    const left = done > 0 ? `, ${Math.ceil((total - done) / perSecond)} s left` : "";
    return `${count(done)} of ${count(total)} profiles, ${count(Math.round(perSecond))} a second${left}`;
}

export function count(value: number): string {
    return value.toLocaleString("en-US");
}
