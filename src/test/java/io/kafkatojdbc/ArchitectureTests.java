package io.kafkatojdbc;

import java.time.Clock;
import java.time.Instant;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

import org.springframework.modulith.core.ApplicationModules;
import org.springframework.web.bind.annotation.RestController;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** The structure of the code is the one that its packages declare. */
class ArchitectureTests {

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

	private static void check(ArchRule rule) {
		rule.check(CLASSES);
	}

}
