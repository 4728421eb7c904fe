package io.kafkatojdbc.guarantees;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Every promise is kept in every disturbance. Each strikes once; {@code ChaosIT} repeats
 * them for as long as one likes. {@code -Dguarantees.only=} with a regular expression
 * selects some of them.
 */
class GuaranteesIT {

	private static final int PER_SECOND = 2_000;

	private static @Nullable Scene scene;

	private static @Nullable Kind culprit;

	@BeforeAll
	static void start() {
		scene = new Scene(PER_SECOND);
	}

	@AfterAll
	static void stop() {
		if (scene != null) {
			scene.close();
		}
	}

	static Stream<Kind> kinds() {
		Pattern only = Pattern.compile(System.getProperty("guarantees.only", ".*"));
		return Arrays.stream(Kind.values()).filter((kind) -> only.matcher(kind.name()).matches());
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("kinds")
	void areKept(Kind kind) {
		// What is lost stays lost
		assumeThat(culprit).as("disturbance that has broken a promise").isNull();
		Scene current = Objects.requireNonNull(scene);
		List<String> violated = new ArrayList<>();
		try {
			current.producer().start();
			current.awaitProgress();
			kind.strike(current, new Random(kind.name().hashCode()));
		}
		catch (AssertionError | RuntimeException ex) {
			violated.add(ex.toString());
		}
		violated.addAll(Guarantees.violated(Guarantees.collect(current)));
		if (!violated.isEmpty()) {
			culprit = kind;
		}
		assertThat(violated).as("promises that were not kept").isEmpty();
	}

}
