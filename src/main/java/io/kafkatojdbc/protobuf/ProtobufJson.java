package io.kafkatojdbc.protobuf;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import io.kafkatojdbc.record.Encodings;
import io.kafkatojdbc.record.UnreadableRecordException;
import org.jspecify.annotations.Nullable;

/**
 * Renders values as Protobuf's JSON, with two exceptions, which lose nothing in
 * {@code jsonb}: numbers of 64 bits are numbers, and fields without presence are there
 * also if they have their default.
 */
final class ProtobufJson {

	private final StringBuilder json = new StringBuilder();

	private ProtobufJson() {
	}

	static String of(@Nullable Object value) throws UnreadableRecordException {
		ProtobufJson rendering = new ProtobufJson();
		rendering.add(value);
		return rendering.json.toString();
	}

	private void add(@Nullable Object value) throws UnreadableRecordException {
		addMeaning(Meanings.of(value));
	}

	private void addMeaning(@Nullable Object meaning) throws UnreadableRecordException {
		if (meaning instanceof ProtobufMessage message) {
			this.json.append('{');
			addFields(message, false);
			this.json.append('}');
		}
		else if (meaning instanceof AnyMessage any) {
			addAny(any);
		}
		else if (meaning instanceof Map<?, ?> map) {
			addMap(map);
		}
		else if (meaning instanceof List<?> list) {
			addList(list);
		}
		else {
			addScalar(meaning);
		}
	}

	private void addFields(ProtobufMessage message, boolean following) throws UnreadableRecordException {
		boolean comma = following;
		for (FieldType each : message.type().fields()) {
			Object value = message.value(each);
			if (value != null) {
				addName(each.jsonName(), comma);
				add(value);
				comma = true;
			}
		}
	}

	private void addName(String name, boolean comma) {
		if (comma) {
			this.json.append(',');
		}
		addText(name);
		this.json.append(':');
	}

	/**
	 * Adds the content with the name of its type, as a field of its own if it is no
	 * object with fields.
	 */
	private void addAny(AnyMessage any) throws UnreadableRecordException {
		this.json.append('{');
		ProtobufMessage content = any.message();
		if (content != null) {
			addName("@type", false);
			addText(any.typeUrl());
			Object meaning = Meanings.of(content);
			if (meaning == content) {
				addFields(content, true);
			}
			else {
				addName("value", true);
				addMeaning(meaning);
			}
		}
		this.json.append('}');
	}

	private void addMap(Map<?, ?> map) throws UnreadableRecordException {
		this.json.append('{');
		boolean comma = false;
		for (Map.Entry<?, ?> each : map.entrySet()) {
			addName(String.valueOf(each.getKey()), comma);
			add(each.getValue());
			comma = true;
		}
		this.json.append('}');
	}

	private void addList(List<?> list) throws UnreadableRecordException {
		this.json.append('[');
		for (Iterator<?> elements = list.iterator(); elements.hasNext();) {
			add(elements.next());
			if (elements.hasNext()) {
				this.json.append(',');
			}
		}
		this.json.append(']');
	}

	private void addScalar(@Nullable Object value) {
		if (value instanceof String text) {
			addText(text);
		}
		else if (value instanceof byte[] bytes) {
			addText(Base64.getEncoder().encodeToString(bytes));
		}
		else if (value instanceof EnumNumber constant) {
			addEnum(constant);
		}
		else if (value instanceof Duration length) {
			addText(seconds(length));
		}
		else if (value instanceof Instant || isNotFinite(value)) {
			addText(String.valueOf(value));
		}
		else {
			this.json.append(value);
		}
	}

	private void addEnum(EnumNumber constant) {
		String name = constant.name();
		if (name != null) {
			addText(name);
		}
		else {
			this.json.append(constant.number());
		}
	}

	private static String seconds(Duration length) {
		return BigDecimal.valueOf(length.getSeconds())
			.add(BigDecimal.valueOf(length.getNano(), 9))
			.stripTrailingZeros()
			.toPlainString() + 's';
	}

	private static boolean isNotFinite(@Nullable Object value) {
		return (value instanceof Double || value instanceof Float) && !Double.isFinite(((Number) value).doubleValue());
	}

	private void addText(String text) {
		this.json.append(Encodings.quoted(text));
	}

}
