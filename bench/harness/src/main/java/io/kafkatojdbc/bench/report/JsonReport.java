package io.kafkatojdbc.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.kafkatojdbc.bench.measure.Outcome;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes the medians as JSON. */
final class JsonReport {

	private static final JsonMapper json = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

	private JsonReport() {
	}

	static String of(List<Result> results) {
		return json.writeValueAsString(results.stream().map(JsonReport::entry).toList()) + "\n";
	}

	private static Map<String, Object> entry(Result result) {
		Outcome median = result.median();
		Map<String, Object> entry = new LinkedHashMap<>();
		entry.put("workload", result.workload().name());
		entry.put("system", result.contender().system());
		entry.put("settings", result.contender().settings());
		entry.put("rowsPerSecond", rounded(median.rowsPerSecond(), 1));
		entry.put("clientCpuSeconds", rounded(median.clientCpuSeconds(), 100));
		entry.put("postgresCpuSeconds", rounded(median.postgresCpuSeconds(), 100));
		entry.put("peakRssMb", rounded(median.peakRssMb(), 1));
		entry.put("walMb", rounded(median.walMb(), 10));
		entry.put("correct", median.correct());
		return entry;
	}

	/** Returns a rounded value, or null for a value that was not measured. */
	private static Double rounded(double value, double precision) {
		return Double.isNaN(value) ? null : Math.round(value * precision) / precision;
	}

}
