package io.kafkatojdbc.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/** What Prometheus gets from the service, in its text format. */
public final class Scrape {

	private static final Pattern FAMILY = Pattern.compile("^# TYPE (\\w+) \\w+$", Pattern.MULTILINE);

	private static final Pattern SAMPLE = Pattern.compile("^(\\w+)(?:\\{(.*)})? (\\S+)$");

	private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

	private final List<Sample> samples;

	private final Set<String> families;

	private final int size;

	private Scrape(String body) {
		this.size = body.length();
		this.families = FAMILY.matcher(body)
			.results()
			.map((match) -> match.group(1))
			.collect(Collectors.toCollection(TreeSet::new));
		this.samples = body.lines().filter((line) -> !line.startsWith("#")).map(Scrape::sample).toList();
	}

	/**
	 * Scrapes a service.
	 * @param service the service
	 * @return what it tells now
	 */
	public static Scrape of(Service service) {
		return new Scrape(service.get("/actuator/prometheus").body());
	}

	private static Sample sample(String line) {
		Matcher matcher = SAMPLE.matcher(line);
		assertThat(matcher.matches()).as(line).isTrue();
		Map<String, String> labels = new HashMap<>();
		if (matcher.group(2) != null) {
			LABEL.matcher(matcher.group(2)).results().forEach((label) -> labels.put(label.group(1), label.group(2)));
		}
		return new Sample(matcher.group(1), labels, Double.parseDouble(matcher.group(3)));
	}

	/**
	 * Finds samples. There have to be some.
	 * @param name the metric's name
	 * @param labels names and values of labels that the samples have, among others
	 * @return the samples
	 */
	public List<Sample> samples(String name, String... labels) {
		Map<String, String> wanted = new HashMap<>();
		for (int i = 0; i < labels.length; i += 2) {
			wanted.put(labels[i], labels[i + 1]);
		}
		List<Sample> found = this.samples.stream()
			.filter((sample) -> sample.name().equals(name) && sample.labels().entrySet().containsAll(wanted.entrySet()))
			.toList();
		assertThat(found).as("samples of %s with %s", name, wanted).isNotEmpty();
		return found;
	}

	/**
	 * Adds up samples. There have to be some.
	 * @param name the metric's name
	 * @param labels names and values of labels that the samples have, among others
	 * @return the sum of their values
	 */
	public double sum(String name, String... labels) {
		return samples(name, labels).stream().mapToDouble(Sample::value).sum();
	}

	/**
	 * Returns all samples.
	 * @return the samples, in the order in which they were told
	 */
	public List<Sample> samples() {
		return this.samples;
	}

	/**
	 * Returns the names that types are told of: that of a histogram is without a suffix.
	 * @return the names
	 */
	public Set<String> families() {
		return this.families;
	}

	/**
	 * Returns how long the text is.
	 * @return its size in bytes, as it has ASCII characters only
	 */
	public int size() {
		return this.size;
	}

	/**
	 * One value of a metric.
	 *
	 * @param name the metric's name
	 * @param labels values of labels by their names
	 * @param value the value
	 */
	public record Sample(String name, Map<String, String> labels, double value) {
	}

}
