package io.kafkatojdbc.testing;

import io.kafkatojdbc.testing.HttpTarget.Answer;

import static org.assertj.core.api.Assertions.assertThat;

/** Refusals, which are problem documents. */
public final class Problem {

	private Problem() {
	}

	/**
	 * Checks that an answer is a problem document.
	 * @param answer the answer
	 * @param status its status
	 * @param detail a part of what it says
	 */
	public static void check(Answer answer, int status, String detail) {
		assertThat(answer.status()).as(answer.body()).isEqualTo(status);
		assertThat(answer.contentType()).isEqualTo("application/problem+json");
		assertThat(answer.json().get("status").asInt()).isEqualTo(status);
		assertThat(answer.json().get("detail").asString()).contains(detail);
	}

}
