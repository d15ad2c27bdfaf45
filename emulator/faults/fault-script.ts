import { type FilteredRequest, matches } from "../arrival/request-filter";
import type { Fault } from "./fault";
import { checkFault } from "./fault-check";

interface Line {
    readonly fault: Fault;
    toSkip: number;
    toHit: number;
}

/**
 * The faults to come. A request is offered to each in turn until one takes it; those behind that one do
 * not see it, neither to hit nor to skip.
 */
export class FaultScript {
    #lines: Line[] = [];

    add(fault: Fault): void {
        checkFault(fault);
        this.#lines.push({ fault, toSkip: fault.skip ?? 0, toHit: fault.times ?? 1 });
    }

    clear(): void {
        this.#lines = [];
    }

    /** The fault that hits this request, which is then one hit nearer to its end. */
    take(request: FilteredRequest): Fault | undefined {
        for (const line of this.#lines) {
            if (!matches(line.fault, request)) {
                continue;
            }
            if (line.toSkip === 0) {
                line.toHit -= 1;
                if (line.toHit === 0) {
                    this.#lines = this.#lines.filter((other) => other !== line);
                }
                return line.fault;
            }
            line.toSkip -= 1;
        }
        return undefined;
    }
}
