import type * as pulumi from "@pulumi/pulumi";
import type { JsonValue } from "../../core/values/json";

/**
 * A type whose values, at any depth, may also be outputs of other resources, or secrets. Where `T` takes any JSON, a
 * value of an `interface` is taken as well, and so is a readonly array; that each of its members is JSON the program
 * finds out when it runs.
 *
 * @typeParam T the type with plain values
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import { type CourierProfile, type Inputs, Profile } from "pulumi-courier";
 *
 * interface Preferences {
 *     theme: string;
 *     topics: readonly string[];
 * }
 * const config = new pulumi.Config();
 *
 * const ops: Inputs<CourierProfile> = {
 *     slack: { access_token: config.requireSecret("slackToken"), channel: "ops" },
 *     custom: { preferences: config.requireObject<Preferences>("preferences") },
 * };
 * new Profile("ops", { userId: "svc-ops", profile: ops });
 * ```
 */
export type Inputs<T> = pulumi.Input<
    T extends readonly (infer Item)[]
        ? JsonValue extends Item
            ? InputItems<Item>
            : readonly Inputs<Item>[]
        : T extends object
          ? { [Key in keyof T]: Inputs<T[Key]> } | InterfaceInputs<T>
          : T
>;

/**
 * An output that has the keys of its value as outputs, also those within an object that may be missing. Pulumi's own
 * type forgets each known key's type where any other key is allowed.
 *
 * @typeParam T the type of the value
 *
 * @example
 * ```ts
 * import { Profile } from "pulumi-courier";
 *
 * const { profile } = Profile.get("ada", "user-ada");
 * export const email = profile.email; // pulumi.Output<string | null | undefined>
 * export const city = profile.address.locality;
 * export const plan = profile.apply(({ custom }) => custom?.plan);
 * ```
 */
export type Outputs<T> = pulumi.Output<T> & KnownOutputs<NonNullable<T>>;

type KnownOutputs<T> = T extends readonly unknown[]
    ? unknown
    : T extends object
      ? { readonly [Key in keyof KnownKeys<T>]-?: Outputs<KnownKeys<T>[Key]> }
      : unknown;

/** The keys of a type that has any other key too. */
type KnownKeys<T> = {
    [Key in keyof T as string extends Key ? never : number extends Key ? never : Key]: T[Key];
};

/** An array of JSON. No `readonly Inputs<Item>[]`, whose Unwrap the compiler follows without end. */
interface InputItems<Item> {
    readonly length: number;
    readonly [index: number]: Inputs<Item>;
    /** Typed arrays have it. */
    readonly [Symbol.toStringTag]?: never;
}

/** An interface has no index signature, so it fits no type that has one, whatever its members are. */
type InterfaceInputs<T> = T extends { [key: string]: infer Value }
    ? JsonValue extends Value
        ? DataObject & { [Key in keyof KnownKeys<T>]: Inputs<KnownKeys<T>[Key]> }
        : never
    : never;

/** What an interface of data fits, but no function, promise, output, nor what is of a built-in class. */
type DataObject = object & {
    readonly [Symbol.asyncIterator]?: never;
    readonly [Symbol.hasInstance]?: never;
    readonly [Symbol.iterator]?: never;
    readonly [Symbol.match]?: never;
    readonly [Symbol.toPrimitive]?: never;
    readonly [Symbol.toStringTag]?: never;
    /** A method of outputs. */
    readonly apply?: NoFunction;
    /** Of an Error it is unknown. */
    readonly cause?: NoFunction;
    /** A method of promises of other libraries. */
    readonly then?: NoFunction;
    /** A method of URLs, and of what other libraries have for dates and numbers. */
    readonly toJSON?: NoFunction;
};

type NoFunction =
    string | number | boolean | null | undefined | (object & { readonly [Symbol.hasInstance]?: never });
