// Loaded before the program: a Node.js that says that it is an old one.
Object.defineProperty(process.versions, "node", { value: "18.20.8" });
