package io.kafkatojdbc.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What stands in the files that tell of meters. */
final class OpsFiles {

	static final Path PROMETHEUS = Path.of("ops", "prometheus");

	private static final Path DASHBOARD = Path.of("ops", "grafana", "dashboards", "kafka-to-jdbc-batch.json");

	private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((\\w+), (\\w+)\\)");

	private static final Pattern SHOWN_LABEL = Pattern.compile("\\{\\{ *(?:\\$labels\\.)?(\\w+) *}}");

	private static final Pattern METER = Pattern.compile("\\bingest_[a-z_]+");

	private OpsFiles() {
	}

	/** Returns what each alert asks for, to decide and to be shown. */
	static List<PromQl> alerts() {
		JsonNode alerts = JsonMapper.shared().valueToTree(new Yaml().load(read(PROMETHEUS.resolve("alerts.yml"))));
		return alerts.findValues("rules")
			.stream()
			.flatMap(JsonNode::valueStream)
			.map((rule) -> expression(rule.get("expr").asString(), rule.get("annotations").toString()))
			.toList();
	}

	/** Returns what each graph of the dashboard asks for. */
	static List<PromQl> dashboard() {
		JsonNode dashboard = JsonMapper.shared().readTree(read(DASHBOARD));
		Stream<PromQl> graphs = dashboard.findValues("targets")
			.stream()
			.flatMap(JsonNode::valueStream)
			.map((target) -> expression(target.get("expr").asString(), target.get("legendFormat").asString()));
		Stream<PromQl> variables = dashboard.findValuesAsString("definition").stream().map((definition) -> {
			Matcher values = LABEL_VALUES.matcher(definition);
			return PromQl.of(values.replaceAll("sum by ($2) ($1)"));
		});
		return Stream.concat(graphs, variables).toList();
	}

	private static PromQl expression(String expression, String shown) {
		List<String> labels = SHOWN_LABEL.matcher(shown).results().map((match) -> match.group(1)).toList();
		return PromQl.of("sum by (%s) (%s)".formatted(String.join(", ", labels), expression));
	}

	/** Returns the metrics that the document of meters names. */
	static Set<String> documentedMeters() {
		return new TreeSet<>(
				METER.matcher(read(Path.of("doc", "meters.md"))).results().map(MatchResult::group).toList());
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
