package io.kafkatojdbc.json;

import io.kafkatojdbc.record.RecordField;
import io.kafkatojdbc.record.RecordShape;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.RowMapping;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * Makes a row of each element of an array. The values that the rows have in common must
 * be written before, because they may stand behind the array.
 */
final class JsonRows {

	private final JsonFields fields;

	private final RecordShape shape;

	private final boolean needsField;

	/**
	 * Creates a reader.
	 * @param mapping which column takes which part of a record
	 * @param fields writes the values of the elements
	 */
	JsonRows(RowMapping mapping, JsonFields fields) {
		this.fields = fields;
		this.shape = mapping.shape();
		this.needsField = mapping.needsRowField();
	}

	/**
	 * Writes the rows of a record, or skips a record without rows.
	 * @param found where the array of rows was found, or {@code null}
	 * @param row the row with the values that all rows have in common
	 * @return how many fields of the rows have no column
	 */
	int read(@Nullable Found found, RowWriter row) throws UnreadableRecordException {
		if (found == null) {
			throw wrong("leads nowhere in the record");
		}
		if (found.token() == JsonToken.VALUE_NULL) {
			row.skip();
			return 0;
		}
		if (found.token() != JsonToken.START_ARRAY) {
			throw wrong("leads to a value that is no array");
		}
		row.mark();
		return readElements(found, row);
	}

	private UnreadableRecordException wrong(String why) {
		return UnreadableRecordException.wrongValue("%s %s".formatted(this.shape.rowsSetting(), why));
	}

	private int readElements(Found found, RowWriter row) throws UnreadableRecordException {
		JsonSlice slice = found.slice();
		int ignored = 0;
		int index = 0;
		try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), slice.json(), slice.from(),
				slice.length())) {
			parser.nextToken();
			for (; parser.nextToken() != JsonToken.END_ARRAY; index++) {
				if (parser.currentToken() != JsonToken.START_OBJECT) {
					throw new UnreadableRecordException(RejectionCode.NOT_AN_OBJECT, "the element is no JSON object")
						.inRow(index);
				}
				this.fields.begin(slice.json(), -slice.from());
				this.fields.read(parser, found.structure(), row);
				ignored += this.fields.ignored();
				requireField(index);
				row.end();
			}
		}
		if (index == 0) {
			row.skip();
		}
		return ignored;
	}

	private void requireField(int index) throws UnreadableRecordException {
		if (this.needsField && this.fields.known() == 0) {
			throw new UnreadableRecordException(RejectionCode.NO_KNOWN_FIELD,
					"no field of the element has a column of the staging table")
				.inRow(index);
		}
	}

	/**
	 * What stands where the array of rows should.
	 *
	 * @param token the first token of the value
	 * @param slice the value
	 * @param structure the structure of each element
	 */
	record Found(@Nullable JsonToken token, JsonSlice slice, RecordField structure) {
	}

}
