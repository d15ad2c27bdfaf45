// Values of an interface, which has no index signature.
import * as pulumi from "@pulumi/pulumi";
import { type CourierProfile, type Inputs, Profile, ProfileSet } from "pulumi-courier";

interface Preferences {
    theme: "dark" | "light";
    quiet?: { from: string; to: string } | undefined;
    topics: readonly Topic[];
}
interface Topic {
    name: string;
    weight: number | null;
}
interface Tester {
    email: string;
    locale?: string;
    address: Address;
    custom: Preferences;
    plan: Plan;
}
interface Address {
    locality: string;
    floor: Floor;
}
interface Floor {
    number: number;
}
enum Plan {
    Free = "free",
    Team = "team",
}
/** With keys that built-in classes have as methods. */
interface Incident {
    name: string;
    message: string;
    cause: Topic;
    then: string;
    apply: string[];
    toJSON: boolean;
    toString: string;
    iterator: string;
}
class Labels {
    constructor(readonly team: string) {}
}

const config = new pulumi.Config();
const topic: Topic = { name: "news", weight: 1 };
const preferences: Preferences = { theme: "dark", topics: [topic] };
const tester = config.requireObject<Tester>("tester");
const incident = config.requireObject<Incident>("incident");

function declare(profile: Inputs<CourierProfile>): Profile {
    return new Profile("ada", { userId: "user-ada", profile });
}

declare({ custom: preferences });
declare({ preferences, list: [preferences, topic], deep: { er: [{ est: topic }] }, plan: Plan.Team });
declare({
    address: { locality: "Paris", topic },
    slack: { channel: "ops", topic },
    expo: { tokens: [topic] },
});
declare({ custom: incident, incident, deep: [incident] });
declare({ custom: { labels: new Labels("platform") } });
declare({ custom: Math.random() < 0.5 ? preferences : null, either: [topic, "x", null] });

declare({ custom: config.requireObject<Preferences>("preferences") });
declare({ custom: config.getObject<Preferences>("preferences"), other: config.getObject<Topic[]>("topics") });
declare({ custom: config.requireSecretObject<Preferences>("preferences") });
declare({ custom: config.getSecretObject<Preferences>("preferences"), list: [pulumi.secret(topic)] });

declare({ custom: pulumi.output(preferences), other: pulumi.output([topic]) });
declare({ custom: Promise.resolve(preferences), other: { deep: Promise.resolve([topic]) } });
declare({ both: pulumi.all([pulumi.output(topic), preferences]), named: pulumi.all({ a: topic, b: topic }) });
declare({ custom: pulumi.output(topic).apply((known) => ({ known, preferences })) });
export const later = (custom: pulumi.Input<Preferences>): Profile => declare({ custom, other: { custom } });
export const generic = <T extends Topic>(custom: T): Profile => declare({ custom, other: [custom] });

declare(tester);
declare({ ...tester, name: "Ada" });
declare(pulumi.output(tester));
declare(config.requireSecretObject<Tester>("tester"));
declare(Promise.resolve(tester));

const testers = config.requireObject<Record<string, Tester>>("testers");
const people: { id: string; email: string; preferences: Preferences }[] = [];
const profiles: Record<string, Inputs<CourierProfile>> = {};
for (const { id, email, preferences: custom } of people) profiles[id] = { email, custom };

new ProfileSet("one-by-one", { profiles });
new ProfileSet("config", { profiles: testers });
new ProfileSet("secret", { profiles: config.requireSecretObject<Record<string, Tester>>("testers") });
new ProfileSet("some", { profiles: { ...testers, "user-ada": tester, "user-lin": { custom: preferences } } });
new ProfileSet("outputs", { profiles: { "user-ada": pulumi.output(tester), "user-lin": { topic } } });
new ProfileSet("mapped", {
    profiles: Object.fromEntries(people.map(({ id, email, preferences }) => [id, { email, preferences }])),
});
