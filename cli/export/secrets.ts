// The rule is core's: what export takes for a secret, a file that is not marked as secret is warned of.
export { isSecret, secretPaths } from "../../provider/core/secret-keys";
