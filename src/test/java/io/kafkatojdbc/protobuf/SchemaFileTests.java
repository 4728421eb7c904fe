package io.kafkatojdbc.protobuf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.google.protobuf.DescriptorProtos.Edition;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import io.kafkatojdbc.registry.SchemaFrame;
import io.kafkatojdbc.start.StartException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Schemas in files, and what is wrong with a file before the service starts with it. */
class SchemaFileTests {

	@TempDir
	private Path directory;

	@Test
	void importsFromItsDirectoryOrAbove() throws Exception {
		write("people/person.proto", "syntax = \"proto3\"; package people; message Person { string name = 1; }");
		Path file = write("films/v1/film.proto", """
				syntax = "proto3";
				package films;
				import "people/person.proto";
				import "google/protobuf/timestamp.proto";
				message Film { people.Person director = 1; google.protobuf.Timestamp at = 2; }
				""");
		Descriptor film = file(file).message(null);
		assertThat(film.getFullName()).isEqualTo("films.Film");
		assertThat(film.findFieldByName("director").getMessageType().getFullName()).isEqualTo("people.Person");
	}

	@ParameterizedTest
	@CsvSource({ "films.Film, films.Film", "Film, films.Film", "films.Film.Part, films.Film.Part",
			"Part, films.Film.Part" })
	void theMessageIsFoundByItsName(String name, String fullName) throws Exception {
		assertThat(file(films()).message(name).getFullName()).isEqualTo(fullName);
	}

	@Test
	void descriptorsAreRead() throws Exception {
		FileDescriptorProto file = SchemaText.parse("films.proto", Files.readString(films()));
		Path set = this.directory.resolve("films.desc");
		Files.write(set, FileDescriptorSet.newBuilder().addFile(file).build().toByteArray());
		assertThat(file(set).message("Film").findFieldByName("id").hasPresence()).isFalse();
		FileDescriptorProto edition = file.toBuilder().setSyntax("editions").setEdition(Edition.EDITION_2023).build();
		Files.write(set, FileDescriptorSet.newBuilder().addFile(edition).build().toByteArray());
		assertThat(file(set).message("Film").findFieldByName("id").hasPresence()).isTrue();
	}

	@Test
	void aMessageThatIsNotThereStopsTheStart() throws Exception {
		refused(films(), null, "has 2 messages");
		refused(films(), "Book", "has no message 'Book'");
	}

	@Test
	void aFileThatIsNoSchemaStopsTheStart() throws Exception {
		refused(write("films.json", "{}"), null, "cannot be read");
		refused(write("broken.proto", "message {"), null, "is no schema: Syntax error in broken.proto");
		refused(write("lacks.proto", "import \"x.proto\";"), null,
				"is no schema: 'lacks.proto' imports 'x.proto', which is not there");
		refused(this.directory.resolve("missing.proto"), null, "cannot be read: java.nio.file.NoSuchFileException");
	}

	private static void refused(Path file, @Nullable String message, String reason) {
		assertThatExceptionOfType(StartException.class).isThrownBy(() -> file(file).message(message))
			.withMessageStartingWith("The file " + file)
			.withMessageContaining(reason);
	}

	private static SchemaFile file(Path path) {
		return new SchemaFile(SchemaFrame.VALUE, path.toString());
	}

	@Test
	void settingsOfKeysAreNamed() throws Exception {
		assertThatExceptionOfType(StartException.class)
			.isThrownBy(() -> new SchemaFile(SchemaFrame.KEY, films().toUri().toString()).message(null))
			.withMessageContaining("of 'ingest.record.key-schema' has 2 messages");
	}

	private Path films() throws IOException {
		return write("films.proto", """
				syntax = "proto3";
				package films;
				message Film { string id = 1; map<string, int32> m = 2; message Part {} }
				message Other {}
				""");
	}

	private Path write(String name, String text) throws IOException {
		Path file = this.directory.resolve(name);
		Files.createDirectories(file.getParent());
		return Files.writeString(file, text);
	}

}
