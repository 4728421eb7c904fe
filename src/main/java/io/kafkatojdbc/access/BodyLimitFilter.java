package io.kafkatojdbc.access;

import java.io.ByteArrayInputStream;
import java.io.IOException;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests with a body that is too long. The length of a body that comes in
 * chunks is not announced, so such a body is read up to the limit before the request goes
 * on. A body of a caller without credentials is not read, because the paths that are open
 * to everybody take none.
 */
final class BodyLimitFilter extends OncePerRequestFilter {

	private static final long UNKNOWN = -1;

	private final int most;

	private final Refusals refusals;

	BodyLimitFilter(DataSize most, Refusals refusals) {
		this.most = (int) Math.min(most.toBytes(), Integer.MAX_VALUE - Byte.MAX_VALUE);
		this.refusals = refusals;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		long length = request.getContentLengthLong();
		if (length > this.most) {
			refuse(response);
		}
		else if (length == UNKNOWN && request.getHeader("Transfer-Encoding") != null && isCallerKnown()) {
			byte[] body = request.getInputStream().readNBytes(this.most + 1);
			if (body.length > this.most) {
				refuse(response);
			}
			else {
				chain.doFilter(new ReadRequest(request, body), response);
			}
		}
		else {
			chain.doFilter(request, response);
		}
	}

	private static boolean isCallerKnown() {
		Authentication caller = SecurityContextHolder.getContext().getAuthentication();
		return caller != null && !(caller instanceof AnonymousAuthenticationToken);
	}

	private void refuse(HttpServletResponse response) throws IOException {
		this.refusals.write(response, HttpStatus.CONTENT_TOO_LARGE,
				"A body has at most %d bytes; 'ingest.security.max-body' sets the limit.".formatted(this.most));
	}

	/** A request whose body was read. */
	private static final class ReadRequest extends HttpServletRequestWrapper {

		private final ReadBody body;

		ReadRequest(HttpServletRequest request, byte[] body) {
			super(request);
			this.body = new ReadBody(new ByteArrayInputStream(body));
		}

		@Override
		public ServletInputStream getInputStream() {
			return this.body;
		}

	}

	/** A body that was read. */
	private static final class ReadBody extends ServletInputStream {

		private final ByteArrayInputStream bytes;

		ReadBody(ByteArrayInputStream bytes) {
			this.bytes = bytes;
		}

		@Override
		public int read() {
			return this.bytes.read();
		}

		@Override
		public int read(byte[] target, int offset, int length) {
			return this.bytes.read(target, offset, length);
		}

		@Override
		public boolean isFinished() {
			return this.bytes.available() == 0;
		}

		@Override
		public boolean isReady() {
			return true;
		}

		@Override
		public void setReadListener(ReadListener listener) {
			throw new IllegalStateException("The body is not read asynchronously");
		}

	}

}
