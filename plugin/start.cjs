// In the syntax of any Node.js, as what an older one lacks would fail below in words that tell nobody what to do.
var needed = [20, 19];
var running = process.versions.node.split(".").map(Number);
if (running[0] > needed[0] || (running[0] === needed[0] && running[1] >= needed[1])) {
    require("./provider.cjs");
} else {
    console.error(
        "pulumi-resource-courier: this is Node.js " +
            process.versions.node +
            ", and " +
            needed.join(".") +
            " or later is needed: install it from https://nodejs.org, so that it is the first on PATH",
    );
    process.exitCode = 1;
}
