package io.kafkatojdbc.guarantees;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Has disturbances strike once each, and looks after each whether all promises are kept.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class StrikeOnce {

	private static final int PER_SECOND = 2_000;

	private final MergeMode mode;

	private final Collection<Kind> kinds;

	private @Nullable Scene scene;

	private @Nullable Kind culprit;

	StrikeOnce(MergeMode mode, Collection<Kind> kinds) {
		this.mode = mode;
		this.kinds = kinds;
	}

	@BeforeAll
	void start() {
		this.scene = new Scene(PER_SECOND, this.mode);
	}

	@AfterAll
	void stop() {
		if (this.scene != null) {
			this.scene.close();
		}
	}

	Stream<Kind> kinds() {
		Pattern only = Pattern.compile(System.getProperty("guarantees.only", ".*"));
		Collection<Kind> struck = Boolean.getBoolean("guarantees.all") ? EnumSet.allOf(Kind.class) : this.kinds;
		return struck.stream().filter((kind) -> only.matcher(kind.name()).matches());
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("kinds")
	void areKept(Kind kind) {
		// What is lost stays lost
		assumeThat(this.culprit).as("disturbance that has broken a promise").isNull();
		Scene current = Objects.requireNonNull(this.scene);
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
			this.culprit = kind;
		}
		assertThat(violated).as(() -> "promises that %s breaks; %s".formatted(kind, current.lastWords())).isEmpty();
	}

}
