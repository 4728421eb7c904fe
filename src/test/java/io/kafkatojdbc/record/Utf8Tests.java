package io.kafkatojdbc.record;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** That UTF-8 is what the JDK's strict decoder takes, save for the zero byte. */
class Utf8Tests {

	@Test
	void agreesWithTheJdkOnAllSequencesOfTwoBytes() {
		for (int sequence = 0; sequence < 1 << 16; sequence++) {
			assertAgrees(new byte[] { (byte) (sequence >> 8), (byte) sequence });
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0x41, 0x9F, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0 })
	void agreesWithTheJdkOnAllSequencesOfThreeBytesThatBeginWith(int lead) {
		for (int sequence = 0; sequence < 1 << 16; sequence++) {
			assertAgrees(new byte[] { (byte) lead, (byte) (sequence >> 8), (byte) sequence });
		}
	}

	@Test
	void agreesWithTheJdkOnRandomSequences() {
		Random random = new Random(7);
		for (int round = 0; round < 100_000; round++) {
			byte[] bytes = "ascii with 8 bytes and more".getBytes(StandardCharsets.US_ASCII);
			for (int i = random.nextInt(bytes.length - 4), end = i + 4; i < end; i++) {
				bytes[i] = (byte) (0x80 | random.nextInt(0x80));
			}
			bytes[random.nextInt(bytes.length)] = (byte) (0xF0 | random.nextInt(8));
			assertAgrees(Arrays.copyOf(bytes, bytes.length - random.nextInt(bytes.length)));
		}
	}

	private static void assertAgrees(byte[] bytes) {
		if (isTaken(bytes) != isTakenByTheJdk(bytes)) {
			assertThat(isTaken(bytes)).as(Arrays.toString(bytes)).isEqualTo(isTakenByTheJdk(bytes));
		}
	}

	private static boolean isTaken(byte[] bytes) {
		try {
			Utf8.check(bytes);
			return true;
		}
		catch (UnreadableRecordException ex) {
			return false;
		}
	}

	private static boolean isTakenByTheJdk(byte[] bytes) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).chars().allMatch((c) -> c != 0);
		}
		catch (CharacterCodingException ex) {
			return false;
		}
	}

}
