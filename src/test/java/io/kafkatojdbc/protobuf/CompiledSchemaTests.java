package io.kafkatojdbc.protobuf;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.registry.RegisteredSchema;
import io.kafkatojdbc.registry.SchemaId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What schemas of a registry mean for the bytes of records, and which cannot be used. */
class CompiledSchemaTests {

	@Test
	void absentFieldsOfProto2AreNotGiven() throws Exception {
		String schema = """
				syntax = "proto2";
				message Film {
				  optional int32 year = 1 [default = 1900];
				  required string id = 2;
				  repeated int32 packed = 3 [packed = true];
				  repeated int32 single = 4;
				  optional group Rating = 5 { optional int32 stars = 1; }
				  oneof choice { string left = 6; group Right = 7 { optional string name = 1; } }
				  extensions 100 to max;
				}
				extend Film { optional string more = 100; }
				""";
		assertThat(json(schema, "id: 'a'")).isEqualTo("{\"id\":\"a\",\"packed\":[],\"single\":[]}");
		assertThat(json(schema, "id: 'a' year: 0 packed: [1, 2] single: [3] Rating { stars: 5 } Right { name: 'r' }"))
			.isEqualTo(
					"{\"year\":0,\"id\":\"a\",\"packed\":[1,2],\"single\":[3],\"rating\":{\"stars\":5},\"right\":{\"name\":\"r\"}}");
		assertThat(reason(schema, "year: 1")).isEqualTo("the required field id of Film is missing");
	}

	@Test
	void absentFieldsOfProto3AreNotGivenIfTheyAreOptional() throws Exception {
		String schema = """
				syntax = "proto3";
				message Film { int32 year = 1; optional int32 stars = 2; oneof of { string left = 3; } Film next = 4; }
				""";
		assertThat(json(schema, "")).isEqualTo("{\"year\":0}");
		assertThat(json(schema, "stars: 0 left: '' next {}"))
			.isEqualTo("{\"year\":0,\"stars\":0,\"next\":{\"year\":0},\"left\":\"\"}");
	}

	@Test
	void theLastValueOfAFieldCountsAndMessagesAreMerged() throws Exception {
		String schema = """
				syntax = "proto3";
				message Film { int32 year = 1; Film next = 2; oneof of { string left = 3; string right = 4; } map<string, int32> m = 5; }
				""";
		byte[] twice = join(
				Messages.bytes(Messages.type(schema), "year: 1 next {year: 2} left: 'l' m {key: 'k' value: 1}"),
				Messages.bytes(Messages.type(schema), "year: 3 next {right: 'n'} right: 'r' m {key: 'k' value: 2}"));
		assertThat(json(schema, twice))
			.isEqualTo("{\"year\":3,\"next\":{\"year\":2,\"m\":{},\"right\":\"n\"},\"m\":{\"k\":2},\"right\":\"r\"}");
	}

	@Test
	void elementsMayBePackedOrNotWhateverTheSchemaSays() throws Exception {
		String packed = "syntax = \"proto3\"; message M { repeated sint32 n = 1; }";
		String single = "syntax = \"proto2\"; message M { repeated sint32 n = 1; }";
		assertThat(json(packed, Messages.bytes(Messages.type(single), "n: [1, -2]"))).isEqualTo("{\"n\":[1,-2]}");
		assertThat(json(single, Messages.bytes(Messages.type(packed), "n: [1, -2]"))).isEqualTo("{\"n\":[1,-2]}");
	}

	@Test
	void indexesLeadToNestedMessages() throws Exception {
		String schema = """
				syntax = "proto3";
				enum E { NONE = 0; }
				message A { message B {} message C { message D { int32 here = 1; } } }
				message F { map<string, string> m = 1; message G {} }
				""";
		CompiledSchema compiled = compiled(schema, Map.of());
		assertThat(compiled.message(List.of(0, 1, 0)).name()).isEqualTo("A.C.D");
		assertThat(compiled.message(List.of(1)).name()).isEqualTo("F");
		assertThat(compiled.message(List.of(1, 0)).name()).isEqualTo("F.G");
		assertThat(refusal(compiled, 2))
			.isEqualTo("schema 7 has no message at the indexes [2] of the record, but 2 in the file");
		assertThat(refusal(compiled, 0, 1, 4))
			.isEqualTo("schema 7 has no message at the indexes [0, 1, 4] of the record, but 1 in A.C");
		assertThat(refusal(compiled, -1)).contains("[-1]");
		assertThat(refusal(compiled)).isEqualTo("schema 7 is used without the index of a message");
	}

	@Test
	void referencesAreImportedByTheirNames() throws Exception {
		String schema = """
				syntax = "proto3";
				package films;
				import "people.proto";
				message Film { people.Person director = 1; .places.Place at = 2; }
				""";
		Map<String, String> references = Map.of("people.proto", """
				syntax = "proto3";
				package people;
				import public "places.proto";
				message Person { string name = 1; places.Place born = 2; }
				""", "places.proto",
				"syntax = \"proto2\"; package places; message Place { required string name = 1; }");
		MessageType film = compiled(schema, references).message(List.of(0));
		assertThat(film.field(1).message().field(2).message().name()).isEqualTo("places.Place");
		assertThat(film.field(2).message()).isSameAs(film.field(1).message().field(2).message());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "import \"other.proto\"; message A {} | 'schema 7' imports 'other.proto', which is not there",
					"import \"self.proto\"; message A {} | 'self.proto' imports itself",
					"message A { Nothing x = 1; } | \"Nothing\" is not defined",
					"message A { | Syntax error in schema 7",
					"message A { int32 x = 1; int32 y = 1; } | Field number 1 has already been used" })
	void cannotBeUsed(String schema, String reason) {
		CompiledSchema compiled = compiled("syntax = \"proto3\"; " + schema,
				Map.of("self.proto", "syntax = \"proto3\"; import \"self.proto\";"));
		assertThat(refusal(compiled, 0)).startsWith("schema 7 cannot be used: ").contains(reason);
	}

	@Test
	void editionsCannotBeUsedAsText() {
		assertThat(refusal(compiled("edition = \"2023\"; message A {}", Map.of()), 0))
			.contains("edition is not currently supported");
	}

	@Test
	void aSchemaOfAnotherTypeCannotBeUsed() {
		CompiledSchema compiled = CompiledSchema
			.of(new RegisteredSchema(SchemaId.of(7), RegisteredSchema.Type.AVRO, "\"string\"", Map.of()));
		assertThat(refusal(compiled, 0))
			.isEqualTo("schema 7 is of the type AVRO, and ingest.record.value-format or key-format is protobuf");
	}

	private static CompiledSchema compiled(String schema, Map<String, String> references) {
		return CompiledSchema
			.of(new RegisteredSchema(SchemaId.of(7), RegisteredSchema.Type.PROTOBUF, schema, references));
	}

	private static String refusal(CompiledSchema compiled, Integer... indexes) {
		return assertThatExceptionOfType(UnreadableRecordException.class)
			.isThrownBy(() -> compiled.message(List.of(indexes)))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(RejectionCode.UNUSABLE_SCHEMA))
			.actual()
			.reason();
	}

	private static String json(String schema, String message) throws UnreadableRecordException {
		return json(schema, Messages.bytes(Messages.type(schema), message));
	}

	private static String json(String schema, byte[] message) throws UnreadableRecordException {
		return ProtobufJson
			.of(MessageDecoder.decode(new FoundMessage(compiled(schema, Map.of()).message(List.of(0)), 0), message));
	}

	private static String reason(String schema, String message) {
		return assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(() -> json(schema, message))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(RejectionCode.NOT_PROTOBUF))
			.actual()
			.reason();
	}

	private static byte[] join(byte[] one, byte[] other) {
		byte[] both = Arrays.copyOf(one, one.length + other.length);
		System.arraycopy(other, 0, both, one.length, other.length);
		return both;
	}

}
