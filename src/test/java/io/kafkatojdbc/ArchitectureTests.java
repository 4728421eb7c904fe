package io.kafkatojdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

import org.springframework.modulith.core.ApplicationModules;
import org.springframework.web.bind.annotation.RestController;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/** The structure of the code is the one that its packages declare. */
class ArchitectureTests {

	private static final String ROOT = KafkaToJdbcApplication.class.getPackageName();

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackagesOf(KafkaToJdbcApplication.class);

	@Test
	void packagesImportOnlyWhatTheyDeclare() {
		ApplicationModules.of(KafkaToJdbcApplication.class).verify();
	}

	@Test
	void controllersArePackagePrivate() {
		check(classes().that().areAnnotatedWith(RestController.class).should().bePackagePrivate());
	}

	@Test
	void onlyTheDatabaseTellsTheTime() {
		// Instances whose clocks differ must agree on how old a batch is.
		check(noClasses().should()
			.callMethod(Instant.class, "now")
			.orShould()
			.callMethod(System.class, "currentTimeMillis")
			.orShould()
			.dependOnClassesThat()
			.areAssignableTo(Clock.class));
	}

	@Test
	void nothingImportsTheRoot() {
		check(noClasses().that().resideInAPackage(ROOT + ".*..").should().dependOnClassesThat().resideInAPackage(ROOT));
	}

	@Test
	void recordsAreReadWithoutTheDatabase() {
		check(noClasses().that()
			.resideInAPackage(ROOT + ".record")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "org.springframework.jdbc.."));
	}

	@Test
	void onlyTheLedgerWritesBatches() throws IOException {
		Pattern writes = Pattern.compile("(INSERT INTO|UPDATE|DELETE FROM) ingest\\.batch\\b");
		try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
			assertThat(sources.filter((file) -> file.toString().endsWith(".java"))
				.filter((file) -> writes.matcher(read(file)).find())
				.map((file) -> file.getName(file.getNameCount() - 2).toString())
				.distinct()).containsExactly("ledger");
		}
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void check(ArchRule rule) {
		rule.check(CLASSES);
	}

}
