import { count, counted } from "./wording";

/** Shows a line of progress. */
export type Report = (line: string) => void;

const usualIntervalMs = 3000;

/** Says every few seconds how far a long work is; a short one ends before the first line. */
export class Progress {
    readonly #total: number;
    readonly #report: Report;
    readonly #start = performance.now();
    readonly #timer: NodeJS.Timeout;
    #done = 0;
    #failed = 0;

    constructor(total: number, report: Report, intervalMs = usualIntervalMs) {
        this.#total = total;
        this.#report = report;
        this.#timer = setInterval(() => {
            this.#report(
                progressLine(this.#done, this.#failed, this.#total, performance.now() - this.#start),
            );
        }, intervalMs);
    }

    done(): void {
        this.#done++;
    }

    failed(): void {
        this.#failed++;
    }

    stop(): void {
        clearInterval(this.#timer);
    }
}

/** Done, total, rate and time left, such as `1,200 of 10,000 profiles, 3 failed, 400 a second, 22 s left`. */
export function progressLine(done: number, failed: number, total: number, elapsedMs: number): string {
    const tried = done + failed;
    const perSecond = tried / (elapsedMs / 1000);
    const rate = count(perSecond < 10 ? Math.round(perSecond * 10) / 10 : Math.round(perSecond));
    const left = tried > 0 ? `, ${duration((total - tried) / perSecond)} left` : "";
    const failures = failed > 0 ? `, ${count(failed)} failed` : "";
    return `${count(done)} of ${counted(total, "profile")}${failures}, ${rate} a second${left}`;
}

function duration(seconds: number): string {
    return seconds > 120 ? `${count(Math.ceil(seconds / 60))} min` : `${Math.ceil(seconds)} s`;
}
