package io.kafkatojdbc.bench.system;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The setup of the service for a run.
 *
 * @param jar the packaged service
 * @param settings the service's settings
 * @param consumers the consumers of each instance
 * @param warmUp how many records the service merges before it is measured
 */
record ServiceSetup(Path jar, Map<String, String> settings, List<List<String>> consumers, int warmUp) {

	int instances() {
		return this.consumers.size();
	}

	boolean isWarm() {
		return this.warmUp > 0;
	}

}
