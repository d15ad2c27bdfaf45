import path from "node:path";
import { isInRange } from "../../provider/program/checks/version-range";
import { ownPackage } from "../own-package";
import { ok, problem, type Finding } from "./finding";
import { findPackage, packageFileAbove, readPackageFile, type InstalledPackage } from "./installed-packages";

const sdkName = "@pulumi/pulumi";
const ownName = "pulumi-courier";

/**
 * Whether a program in this folder, and Pulumi for it, find this package, one Pulumi SDK that it works with, and a
 * TypeScript that the SDK can take.
 *
 * @param hasPlugin whether the project has the native provider, and so can do without this package
 */
export function checkProgramPackages(folder: string, hasPlugin: boolean): Finding[] {
    const sdk = findPackage(sdkName, folder);
    const own = findPackage(ownName, folder);
    return [
        checkSdk(sdk, folder),
        ...checkTypeScript(sdk),
        ...(own || !hasPlugin ? [checkOwn(own, folder)] : []),
        ...checkCopies(sdk, [...dependenciesOf(folder), ...(own ? [own] : [])]),
    ];
}

function checkSdk(sdk: InstalledPackage | undefined, folder: string): Finding {
    const needed = ownPackage().peerDependencies[sdkName];
    if (!sdk) {
        return problem(
            `${sdkName} is not installed in ${folder}: run npm install ${sdkName} in the project's folder`,
        );
    }
    return isInRange(sdk.version, needed)
        ? ok(`${sdkName} ${sdk.version}`)
        : problem(
              `${sdkName} ${sdk.version} does not work with this package, which needs ${needed}: install such a one`,
          );
}

/** Of a program in JavaScript too: the SDK loads the compiler before it looks at the program. */
function checkTypeScript(sdk: InstalledPackage | undefined): Finding[] {
    const compiler = sdk && findPackage("typescript", path.dirname(sdk.file));
    const needed = sdk?.peerDependencies?.typescript ?? "";
    return compiler && !isInRange(compiler.version, needed)
        ? [
              problem(
                  `TypeScript ${compiler.version} does not work with ${sdkName} ${sdk.version}, which needs ${needed}: ` +
                      "install such a one",
              ),
          ]
        : [];
}

function checkOwn(own: InstalledPackage | undefined, folder: string): Finding {
    if (own) {
        return ok(`${ownName} ${own.version}`);
    }
    const owner = dependenciesOf(folder).find(({ file }) => findPackage(ownName, path.dirname(file)));
    return owner
        ? problem(
              `${ownName} is installed for ${owner.name} alone, and Pulumi looks for it from ${folder}: add it to ` +
                  `the dependencies in ${packageFileAbove(folder) ?? "its package.json"} as well`,
          )
        : problem(`${ownName} is not installed in ${folder}: install it in the project's folder`);
}

/** Whether what the program depends on has the SDK that the program has. */
function checkCopies(sdk: InstalledPackage | undefined, packages: readonly InstalledPackage[]): Finding[] {
    const copy = packages
        .filter(({ dependencies, peerDependencies }) => sdkName in { ...dependencies, ...peerDependencies })
        .map(({ file }) => findPackage(sdkName, path.dirname(file)))
        .find((found) => found && found.file !== sdk?.file);
    return sdk && copy
        ? [
              problem(
                  `there are two copies of ${sdkName}, ${sdk.file} and ${copy.file}, which lose outputs between ` +
                      `them: make them one version, then run npm dedupe`,
              ),
          ]
        : [];
}

/** The packages that the package.json of the program names, as far as they are installed. */
function dependenciesOf(folder: string): (InstalledPackage & { readonly name: string })[] {
    const file = packageFileAbove(folder);
    const { dependencies, devDependencies } = (file === undefined ? undefined : readPackageFile(file)) ?? {};
    return Object.keys({ ...dependencies, ...devDependencies }).flatMap((name) => {
        const found = findPackage(name, folder);
        return found ? [{ ...found, name }] : [];
    });
}
