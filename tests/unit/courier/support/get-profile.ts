import { clientOf } from "./client";

// A program of its own, because Node reads NODE_EXTRA_CA_CERTS only at its start.
void clientOf(process.argv[2] ?? "")
    .client.get("ada")
    .then((profile) => process.stdout.write(JSON.stringify(profile)));
