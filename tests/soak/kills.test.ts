import { startEmulator, type Emulator } from "../../emulator";
import { killAndContinue, seeded, type Kill } from "../engine/support/kills";
import { expectSettled } from "../engine/support/runs";
import { Stack } from "../engine/support/stack";
import { API_KEY } from "../engine/support/use-stack";
import { seed } from "../support/seed";

const kills = Number(process.env.KILLS ?? 100);

/** Stacks that are killed at the same time, as one alone leaves a processor idle. */
const lanes = 2;

describe("an up of 50 profiles that is killed with SIGKILL at a random moment", () => {
    const stacks: Stack[] = [];
    const couriers: Emulator[] = [];

    afterEach(async function () {
        this.timeout(60_000);
        for (const stack of stacks.splice(0)) await stack.remove();
        for (const courier of couriers.splice(0)) await courier.close();
    });

    async function killOften(lane: number): Promise<Kill[]> {
        const courier = await startEmulator({ apiKey: API_KEY });
        couriers.push(courier);
        const env = { COURIER_API_KEY: API_KEY, COURIER_BASE_URL: courier.url };
        const test = { courier, stack: await Stack.create({ env }) };
        stacks.push(test.stack);
        const random = seeded(seed + lane);
        const done: Kill[] = [];
        let hits = 0;
        for (let round = 0; hits < kills / lanes; round++) {
            try {
                const kill = await killAndContinue(test, round, random);
                done.push(kill);
                if (kill.hit && ++hits % 10 === 0) console.log(`stack ${lane + 1}: ${hits} kills survived`);
            } catch (error) {
                throw new Error(`stack ${lane + 1}, round ${round}`, { cause: error });
            }
        }
        await test.stack.refresh({ args: ["--clear-pending-creates"] });
        await expectSettled(test);
        return done;
    }

    it(`is completed by the next up, ${kills} times of ${kills} (KILLS=${kills} SEED=${seed})`, async function () {
        this.timeout(kills * 60_000);
        const results = await Promise.all(Array.from({ length: lanes }, (_, lane) => killOften(lane)));
        const all = results.flat();
        const hits = all.filter(({ hit }) => hit);
        const ofCli = hits.filter(({ victim }) => victim === "the CLI").length;
        console.log(`killed: the CLI ${ofCli} times, the provider process ${hits.length - ofCli} times`);
        console.log(`${all.length - hits.length} times the run had ended before the kill`);
    });
});
