import { bundlePlugin } from "./bundle";

void bundlePlugin();
