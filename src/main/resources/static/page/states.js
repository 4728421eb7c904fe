const CONSUMERS = {
	RUNNING: ["running", "good"],
	PAUSED: ["paused", "accent"],
	RETRYING: ["holds back", "bad"],
	STARTING: ["starting", "warn"],
	STOPPED: ["stopped", "bad"],
};

const BATCHES = {
	OPEN: ["open", "accent"],
	SEALED: ["is merged", "warn"],
	MERGED: ["merged", "good"],
	CLEARED: ["merged", "good"],
	FAILED: ["failed", "bad"],
	SET_ASIDE: ["set aside", "warn"],
};

const REASONS = { ROWS: "rows", AGE: "age", QUIET: "quiet", MANUAL: "by hand" };

/** Returns the state of a consumer in words. */
export const stateName = (state) => CONSUMERS[state]?.[0] ?? state;
export const stateTone = (state) => CONSUMERS[state]?.[1] ?? "unknown";

/** Returns the state of a batch in words. */
export const batchState = (state) => BATCHES[state]?.[0] ?? state;
export const batchTone = (state) => BATCHES[state]?.[1] ?? "unknown";

/** Returns in words why a batch was complete. */
export const reasonName = (reason) => REASONS[reason] ?? reason ?? "";
