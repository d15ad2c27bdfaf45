import { version } from "../../../package.json";
import { serve } from "./server";

// What `plugin/` starts.
serve(version);
