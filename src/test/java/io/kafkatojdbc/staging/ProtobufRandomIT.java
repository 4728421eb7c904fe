package io.kafkatojdbc.staging;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.kafkatojdbc.format.ProtobufReaders;
import io.kafkatojdbc.protobuf.Messages;
import io.kafkatojdbc.protobuf.ProtobufSchemas;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.registry.SchemaFrame;
import io.kafkatojdbc.table.StagingTable;
import io.kafkatojdbc.table.StagingTables;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Of 100,000 records that are broken at random, each is rejected, or is staged as
 * Google's library reads it.
 */
class ProtobufRandomIT {

	private static final Logger log = LoggerFactory.getLogger(ProtobufRandomIT.class);

	private static final JsonMapper MAPPER = new JsonMapper();

	private static final int INPUTS = 100_000;

	private static final int POLL = 10_000;

	/** Another seed is tried with -Drandom.inputs.seed=…, and shown by every failure. */
	private static final long SEED = Long.getLong("random.inputs.seed", 20261129);

	private static final List<String> TEMPLATES = List.of("",
			"i32: -1 u64: 18446744073709551615 s: 'é' by: '\\377' d: 1.5 numbers: [1, 2, -3]",
			"s: 'text' inner {name: 'n' count: 3 more {name: 'm'} at {seconds: 1}} texts: ['a', 'b']",
			"inners {name: 'a'} inners {count: 2} counts {key: 'k' value: 1} counts {key: 'l'} left: 'l'",
			"ts {seconds: 1764050912 nanos: 123456789} maybe: 0 text {value: 'w'} f64: 9 color: RED",
			"struct {fields {key: 'a' value {list_value {values {number_value: 1}}}}} right {name: 'r'}");

	private final StagingDatabase database = new StagingDatabase("protobuf_random");

	private final Random random = new Random(SEED);

	private final Descriptor type = Messages.everything();

	private final Map<Long, byte[]> inputs = new HashMap<>();

	private int refused;

	@AfterEach
	void disconnect() {
		this.database.close();
	}

	@Test
	void everyInputIsStagedAsItIsOrRejected() throws Exception {
		this.database.execute(StagingTables.ddl("films_staging",
				"i32 integer, u64 numeric, s text, by bytea, d float8, numbers integer[], texts text[], \"inner\" jsonb,"
						+ " inners jsonb, counts jsonb, maybe integer, \"left\" text, f64 numeric, struct jsonb, ts timestamptz"));
		StagingTable table = this.database.read("films_staging");
		RowEncoder encoder = new RowEncoder(
				ProtobufReaders.reader(table.columns(), Map.of(),
						ProtobufSchemas.of(SchemaFrame.VALUE, Messages.EVERYTHING.toString(), "Everything")),
				new CopyRow(table, CopyFormat.TEXT));
		for (long from = 0; from < INPUTS; from += POLL) {
			stage(from, encoder, table);
		}
		List<Map<String, Object>> staged = this.database.jdbc().sql("SELECT * FROM films_staging").query().listOfRows();
		log.info("Seed {}: {} of {} inputs staged", SEED, staged.size(), INPUTS);
		assertThat(staged).as("staged, seed %d", SEED).hasSizeBetween(INPUTS / 5, INPUTS * 4 / 5);
		assertThat(staged.size() + this.refused).isEqualTo(INPUTS);
		for (Map<String, Object> row : staged) {
			assertStaged(row, Objects.requireNonNull(this.inputs.get(row.get("kafka_offset"))));
		}
	}

	private void stage(long from, RowEncoder encoder, StagingTable table) throws Exception {
		CopyRows rows = Samples.rows(table, CopyFormat.TEXT);
		for (long offset = from; offset < from + POLL; offset++) {
			byte[] input = input();
			try {
				encoder.encode(Samples.record(0, offset, input), 1_000, (int) (offset - from), rows);
				this.inputs.put(offset, input);
			}
			catch (UnreadableRecordException ex) {
				this.refused++;
				assertRightlyRefused(input, ex);
			}
		}
		rows.stampBatch(1);
		this.database.copy(rows, table, 0);
	}

	/** What Google's library reads without loss is refused only for what it means. */
	private void assertRightlyRefused(byte[] input, UnreadableRecordException refusal) {
		if (refusal.code() != RejectionCode.NOT_PROTOBUF) {
			return;
		}
		try {
			DynamicMessage message = DynamicMessage.parseFrom(this.type, input);
			assertThat(loses(message)).as("%s: %s of seed %d", refusal.reason(), message, SEED).isTrue();
		}
		catch (InvalidProtocolBufferException ex) {
			// Google's library refuses it, too.
		}
	}

	/** Returns whether a field is taken for an unknown one, by its wire type. */
	private static boolean loses(Message message) {
		return message.getUnknownFields()
			.asMap()
			.keySet()
			.stream()
			.anyMatch((number) -> message.getDescriptorForType().findFieldByNumber(number) != null)
				|| message.getAllFields().values().stream().anyMatch(ProtobufRandomIT::losesWithin);
	}

	private static boolean losesWithin(Object value) {
		if (value instanceof List<?> list) {
			return list.stream().anyMatch(ProtobufRandomIT::losesWithin);
		}
		return value instanceof Message message && loses(message);
	}

	private byte[] input() {
		byte[] input = Messages.bytes(this.type, TEMPLATES.get(this.random.nextInt(TEMPLATES.size())));
		int changes = this.random.nextInt(4);
		for (int i = 0; i < changes && input.length > 0; i++) {
			int at = this.random.nextInt(input.length);
			input = switch (this.random.nextInt(4)) {
				case 0 -> ByteString.copyFrom(input).substring(0, at).toByteArray();
				case 1 -> ByteString.copyFrom(input).substring(at).concat(ByteString.copyFrom(input)).toByteArray();
				default -> changed(input, at);
			};
		}
		return input;
	}

	private byte[] changed(byte[] input, int at) {
		byte[] changed = input.clone();
		changed[at] = (byte) (this.random.nextBoolean() ? this.random.nextInt()
				: changed[at] ^ 1 << this.random.nextInt(8));
		return changed;
	}

	private void assertStaged(Map<String, Object> row, byte[] input) throws Exception {
		DynamicMessage message = DynamicMessage.parseFrom(this.type, input);
		String what = "%s of seed %d".formatted(message, SEED);
		assertThat(row.get("i32")).as(what).isEqualTo(value(message, "i32"));
		assertThat(row.get("u64")).as(what)
			.isEqualTo(new BigDecimal(Long.toUnsignedString((long) value(message, "u64"))));
		assertThat(row.get("f64")).as(what)
			.isEqualTo(new BigDecimal(Long.toUnsignedString((long) value(message, "f64"))));
		assertThat(row.get("s")).as(what).isEqualTo(value(message, "s"));
		assertThat((byte[]) row.get("by")).as(what).isEqualTo(((ByteString) value(message, "by")).toByteArray());
		assertThat(row.get("d")).as(what).isEqualTo(value(message, "d"));
		assertThat(row.get("maybe")).as(what).isEqualTo(given(message, "maybe"));
		assertThat(row.get("left")).as(what).isEqualTo(given(message, "left"));
		assertThat(elements(row.get("numbers"))).as(what).isEqualTo(value(message, "numbers"));
		assertThat(elements(row.get("texts"))).as(what).isEqualTo(value(message, "texts"));
		assertTime((Timestamp) row.get("ts"), (Message) given(message, "ts"), what);
		Message inner = (Message) given(message, "inner");
		if (inner == null) {
			assertThat(row.get("inner")).as(what).isNull();
		}
		else {
			assertInner(MAPPER.readTree(String.valueOf(row.get("inner"))), inner, what);
		}
		assertAllInner(MAPPER.readTree(String.valueOf(row.get("inners"))), (List<?>) value(message, "inners"), what);
	}

	private static List<Object> elements(@Nullable Object array) throws SQLException {
		return Arrays.asList((Object[]) ((Array) Objects.requireNonNull(array)).getArray());
	}

	private static void assertTime(@Nullable Timestamp staged, @Nullable Message message, String what) {
		if (staged == null || message == null) {
			assertThat(staged).as(what).isNull();
			assertThat(message).as(what).isNull();
			return;
		}
		Instant expected = Instant.ofEpochSecond((long) part(message, "seconds"), (int) part(message, "nanos"));
		assertThat(staged.toInstant()).as(what).isEqualTo(expected.truncatedTo(ChronoUnit.MICROS));
	}

	private static void assertInner(JsonNode staged, Message message, String what) {
		assertThat(staged.path("name").stringValue()).as(what).isEqualTo(part(message, "name"));
		boolean given = message.hasField(message.getDescriptorForType().findFieldByName("count"));
		assertThat(staged.has("count")).as(what).isEqualTo(given);
		assertThat(staged.path("count").asInt(0)).as(what).isEqualTo(part(message, "count"));
		assertAllInner(staged.path("more"), (List<?>) part(message, "more"), what);
	}

	private static void assertAllInner(JsonNode staged, List<?> messages, String what) {
		assertThat(staged.size()).as(what).isEqualTo(messages.size());
		for (int i = 0; i < messages.size(); i++) {
			assertInner(staged.path(i), (Message) messages.get(i), what);
		}
	}

	private static Object part(Message message, String field) {
		return message.getField(message.getDescriptorForType().findFieldByName(field));
	}

	private Object value(DynamicMessage message, String field) {
		return message.getField(this.type.findFieldByName(field));
	}

	private @Nullable Object given(DynamicMessage message, String field) {
		return message.hasField(this.type.findFieldByName(field)) ? value(message, field) : null;
	}

}
