// Mocha ends a worker process with SIGTERM a second after it was told to end, while it may still write its coverage.
process.on("SIGTERM", () => {});
