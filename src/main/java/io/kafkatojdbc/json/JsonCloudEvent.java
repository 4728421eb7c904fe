package io.kafkatojdbc.json;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import io.kafkatojdbc.record.RecordField;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.RowMapping;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.record.Utf8;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Reads CloudEvents in structured mode, whose attributes stand beside the data. */
final class JsonCloudEvent implements JsonContent {

	private static final String DATA = "data";

	private static final Pattern JSON = Pattern.compile("[^;]*[/+]json\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

	private final RecordField structure;

	private final RecordField data;

	private @Nullable String version;

	private @Nullable String base64;

	private int known;

	JsonCloudEvent(RowMapping mapping) {
		this.structure = mapping.value(List.of(DATA));
		this.data = Objects.requireNonNull(this.structure.field(DATA));
	}

	/**
	 * Returns whether the attributes of a CloudEvent are in the headers of its record.
	 * @throws UnreadableRecordException if they are, and the value is not JSON
	 */
	static boolean isBinary(ConsumerRecord<?, ?> kafkaRecord) throws UnreadableRecordException {
		if (kafkaRecord.headers().lastHeader("ce_specversion") == null) {
			return false;
		}
		Header type = kafkaRecord.headers().lastHeader("content-type");
		if (type != null && type.value() != null) {
			requireJson(new String(type.value(), StandardCharsets.UTF_8));
		}
		return true;
	}

	private static void requireJson(String contentType) throws UnreadableRecordException {
		if (!JSON.matcher(contentType).matches()) {
			throw new UnreadableRecordException(RejectionCode.NOT_JSON,
					"the data of the CloudEvent is '%s', and only JSON is read".formatted(contentType));
		}
	}

	@Override
	public void read(JsonParser parser, JsonFields fields, RowWriter row) throws UnreadableRecordException {
		this.version = null;
		this.base64 = null;
		this.known = 0;
		if (parser.currentToken() != JsonToken.START_OBJECT) {
			throw new UnreadableRecordException(RejectionCode.NOT_AN_OBJECT, "the value is no JSON object");
		}
		long from = fields.position(parser);
		for (String name = parser.nextName(); name != null; name = parser.nextName()) {
			parser.nextToken();
			readField(name, parser, fields, row);
		}
		if (this.version == null) {
			throw new UnreadableRecordException(RejectionCode.WRONG_ENVELOPE,
					"the record is no CloudEvent, because it has neither a field 'specversion' nor a header 'ce_specversion'");
		}
		fields.writeWhole(parser, from, this.structure.columns(), row);
		if (this.base64 != null) {
			readData(this.base64, fields, row);
		}
	}

	private void readField(String name, JsonParser parser, JsonFields fields, RowWriter row)
			throws UnreadableRecordException {
		switch (name) {
			case "specversion" -> this.version = parser.getValueAsString("");
			case "datacontenttype" -> requireJson(parser.getValueAsString("application/json"));
			case "data_base64" -> this.base64 = parser.getValueAsString();
			default -> {
				// Columns may take any attribute.
			}
		}
		RecordField field = this.structure.field(name);
		if (field == null) {
			JsonFields.skip(parser, name);
			return;
		}
		int before = fields.known();
		fields.read(parser, field, row);
		this.known += name.equals(DATA) ? fields.known() - before : 0;
	}

	private void readData(String text, JsonFields fields, RowWriter row) throws UnreadableRecordException {
		byte[] json = decode(text);
		Utf8.check(json);
		fields.begin(json, 0);
		try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), json)) {
			parser.nextToken();
			JsonRow.read(parser, this.data, fields, row);
		}
		this.known = fields.known();
	}

	private static byte[] decode(String text) throws UnreadableRecordException {
		try {
			return Base64.getDecoder().decode(text);
		}
		catch (IllegalArgumentException ex) {
			throw UnreadableRecordException.wrongValue("data_base64: " + ex.getMessage());
		}
	}

	@Override
	public int known(JsonFields fields) {
		return this.known;
	}

}
