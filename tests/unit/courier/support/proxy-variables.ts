const proxyVariables = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"].flatMap((name) => [
    name,
    name.toLowerCase(),
]);

/** Gives the test's process these proxy variables and no others, for as long as a test runs. */
export function useProxyVariables(): (variables: Readonly<Record<string, string>>) => void {
    let before: Record<string, string | undefined> = {};
    const clear = () => {
        for (const name of proxyVariables) {
            Reflect.deleteProperty(process.env, name);
        }
    };
    beforeEach(() => {
        before = Object.fromEntries(proxyVariables.map((name) => [name, process.env[name]]));
        clear();
    });
    afterEach(() => {
        clear();
        for (const [name, value] of Object.entries(before)) {
            if (value !== undefined) {
                process.env[name] = value;
            }
        }
    });
    return (variables) => {
        clear();
        Object.assign(process.env, variables);
    };
}
