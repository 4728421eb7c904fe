package io.kafkatojdbc.datagen;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options of the command line.
 *
 * @param bootstrap the addresses of the Kafka brokers
 * @param topic the topic to send to
 * @param interval the time from one burst to the next
 * @param burst how many records are sent in one burst
 * @param count how many records are sent altogether
 * @param ids how many different films there are
 */
record Options(String bootstrap, String topic, Duration interval, long burst, long count, int ids) {

	private static final List<String> NAMES = List.of("--interval", "--count", "--burst", "--ids", "--bootstrap",
			"--topic");

	private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m)?");

	static Options parse(String... args) {
		Map<String, String> given = given(args);
		boolean once = given.containsKey("--burst") && !given.containsKey("--interval");
		if (once && given.containsKey("--count")) {
			throw new IllegalArgumentException("--burst and --count go together only if there is an --interval");
		}
		long burst = number(given, "--burst", 1, Long.MAX_VALUE);
		long count = once ? burst : number(given, "--count", Long.MAX_VALUE, Long.MAX_VALUE);
		int ids = (int) number(given, "--ids", 1000, 100_000_000);
		Duration interval = time(given.getOrDefault("--interval", "500ms"));
		String bootstrap = given.getOrDefault("--bootstrap", "localhost:9092");
		return new Options(bootstrap, given.getOrDefault("--topic", "films"), interval, burst, count, ids);
	}

	private static Map<String, String> given(String... args) {
		Map<String, String> given = new HashMap<>();
		for (int i = 0; i < args.length; i++) {
			String[] option = args[i].split("=", 2);
			if (!NAMES.contains(option[0])) {
				throw new IllegalArgumentException("there is no option '%s'".formatted(args[i]));
			}
			if (option.length == 1 && i + 1 == args.length) {
				throw new IllegalArgumentException("%s needs a value".formatted(option[0]));
			}
			given.put(option[0], (option.length == 2) ? option[1] : args[++i]);
		}
		return given;
	}

	private static long number(Map<String, String> given, String name, long otherwise, long max) {
		String value = given.get(name);
		if (value == null) {
			return otherwise;
		}
		if (!value.matches("\\d{1,18}") || Long.parseLong(value) < 1 || Long.parseLong(value) > max) {
			throw new IllegalArgumentException("%s must be a whole number from 1%s, not '%s'".formatted(name,
					(max < Long.MAX_VALUE) ? " to " + max : " up", value));
		}
		return Long.parseLong(value);
	}

	private static Duration time(String value) {
		Matcher time = TIME.matcher(value);
		if (!time.matches()) {
			throw new IllegalArgumentException("--interval must be a time like 500ms, 2s or 1m, not '" + value + "'");
		}
		long amount = Long.parseLong(time.group(1));
		if ("m".equals(time.group(2))) {
			return Duration.ofMinutes(amount);
		}
		return "s".equals(time.group(2)) ? Duration.ofSeconds(amount) : Duration.ofMillis(amount);
	}

}
