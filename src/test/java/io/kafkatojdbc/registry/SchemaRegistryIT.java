package io.kafkatojdbc.registry;

import java.util.List;

import io.kafkatojdbc.testing.RegistryServer;
import io.kafkatojdbc.testing.RegistryServer.Reference;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Schemas of a real registry. */
class SchemaRegistryIT {

	private static final String INNER = "{\"type\":\"record\",\"name\":\"n.Inner\",\"fields\":[{\"name\":\"x\",\"type\":\"int\"}]}";

	private static final String MIDDLE = "{\"type\":\"record\",\"name\":\"n.Middle\",\"fields\":[{\"name\":\"inner\",\"type\":\"n.Inner\"}]}";

	private static final String OUTER = "{\"type\":\"record\",\"name\":\"n.Outer\",\"fields\":[{\"name\":\"middle\",\"type\":\"n.Middle\"}]}";

	private static final RegistryServer server = RegistryServer.shared();

	private final SchemaRegistry registry = Registries.at(server.url());

	@Test
	void aSchemaComesWithAllThatItRefersTo() throws Exception {
		server.register("inner", "AVRO", INNER);
		server.register("middle", "AVRO", MIDDLE, new Reference("n.Inner", "inner", 1));
		int id = server.register("outer-value", "AVRO", OUTER, new Reference("n.Middle", "middle", 1));
		RegisteredSchema schema = this.registry.schema(SchemaId.of(id));
		assertThat(schema.type()).isEqualTo(RegisteredSchema.Type.AVRO);
		assertThat(schema.text()).isEqualTo(OUTER);
		assertThat(List.copyOf(schema.references().entrySet())).map(Object::toString)
			.containsExactly("n.Inner=" + INNER, "n.Middle=" + MIDDLE);
	}

	@Test
	void otherLanguagesHaveTheirTypes() throws Exception {
		String imported = "syntax = \"proto3\";\nmessage A { int32 x = 1; }\n";
		String proto = "syntax = \"proto3\";\nimport \"a/b.proto\";\nmessage B { A a = 1; }\n";
		server.register("a/b.proto", "PROTOBUF", imported);
		int id = server.register("b-value", "PROTOBUF", proto, new Reference("a/b.proto", "a/b.proto", 1));
		RegisteredSchema schema = this.registry.schema(SchemaId.of(id));
		assertThat(schema.type()).isEqualTo(RegisteredSchema.Type.PROTOBUF);
		assertThat(schema.references()).containsOnlyKeys("a/b.proto");
		int json = server.register("j-value", "JSON", "{\"$schema\":\"http://json-schema.org/draft-07/schema#\"}");
		assertThat(this.registry.schema(SchemaId.of(json)).type()).isEqualTo(RegisteredSchema.Type.JSON);
	}

	@Test
	void anIdThatItDoesNotKnowIsAskedForAgain() {
		assertThatExceptionOfType(RegistryUnavailableException.class)
			.isThrownBy(() -> this.registry.schema(SchemaId.of(4_711)))
			.withMessageContaining("does not know schema 4711, and is asked again");
		assertThat(this.registry.status().problem()).isEmpty();
	}

	@Test
	void aPathThatIsNotTheRegistrysIsNoUnknownSchema() {
		assertThatExceptionOfType(RegistryUnavailableException.class)
			.isThrownBy(() -> Registries.at(server.url().replace("v7", "v0")).schema(SchemaId.of(1)))
			.withMessageContaining("check the path in 'ingest.registry.url'");
	}

}
