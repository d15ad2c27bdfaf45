// The limit without infrastructure as code: Courier's official client, in a loop. It has no state, so it cannot
// know what has changed, and always writes everything.
const { Courier } = require("@trycourier/courier");
const { users } = require("./profiles.cjs");

const [operation, concurrency] = process.argv.slice(2);
const { profiles } = new Courier({
    apiKey: process.env.COURIER_API_KEY,
    baseURL: process.env.COURIER_BASE_URL,
});

async function handle({ userId, profile }) {
    if (operation === "refresh") {
        await profiles.retrieve(userId);
    } else {
        await profiles.replace(userId, { profile: operation === "destroy" ? {} : profile });
    }
}

async function work(waiting) {
    for (const user of waiting) {
        await handle(user);
    }
}

// One iterator for all workers: each takes the next user that none has taken.
const waiting = users.values();
Promise.all(Array.from({ length: Number(concurrency) }, () => work(waiting))).catch((error) => {
    console.error(error);
    process.exitCode = 1;
});
