import { showBatch } from "./page/batch.js";
import { showConsumers } from "./page/consumers.js";
import { showFailure } from "./page/failure.js";
import { showFlow } from "./page/flow.js";
import { showHealth } from "./page/health.js";
import { showHistory } from "./page/history.js";
import { showRejected } from "./page/rejected.js";
import { showSettings } from "./page/settings.js";
import { listen } from "./page/stream.js";

const shows = [showHealth, showFlow, showFailure, showBatch, showConsumers, showHistory, showRejected, showSettings];

listen("api/events", (snapshot) => shows.forEach((show) => show(snapshot)));
