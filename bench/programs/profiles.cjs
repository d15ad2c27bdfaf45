// What every program of the benchmark declares: profiles of 60 bytes, of which the first can be the changed one.

const size = Number(process.env.BENCH_SIZE);
const isChanged = process.env.BENCH_CHANGED === "true";

/** @type {{ userId: string, profile: { email: string, custom: { plan: string } } }[]} */
exports.users = Array.from({ length: size }, (_, index) => {
    const number = String(index).padStart(5, "0");
    return {
        userId: `user-${number}`,
        profile: {
            email: `user-${number}@example.com`,
            custom: { plan: index === 0 && isChanged ? "pro" : "free" },
        },
    };
});
