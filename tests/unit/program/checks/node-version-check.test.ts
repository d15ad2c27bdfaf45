import { expect } from "chai";
import * as pulumi from "@pulumi/pulumi";
import packageJson from "../../../../package.json";
import { neededNode, requireNode } from "../../../../provider/program/checks/node-version-check";

describe("a program that imports the package", () => {
    it("ends on a Node.js that is too old, and says which one to install", () => {
        expect(() => {
            requireNode("18.20.8");
        })
            .to.throw(pulumi.RunError)
            .with.property(
                "message",
                "Node.js 18.20.8 is too old for pulumi-courier: install Node.js >=20.19 " +
                    "(see node_modules/pulumi-courier/docs/troubleshooting.md#packages-and-nodejs)",
            );
    });

    it("runs on the oldest one that is new enough", () => {
        requireNode("20.19.0");
    });

    it("needs the Node.js that package.json asks for", () => {
        expect(neededNode).to.equal(packageJson.engines.node);
    });
});
