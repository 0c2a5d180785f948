package dev.everhook.worker;

import java.io.IOException;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Tells an exchange that its request goes out: the connection stands, and the first byte comes
 * next.
 */
final class SentMarkingExecutor extends HttpRequestExecutor {
  @Override
  public ClassicHttpResponse execute(
      ClassicHttpRequest request,
      HttpClientConnection connection,
      HttpResponseInformationCallback callback,
      HttpContext context)
      throws IOException, HttpException {
    if (context.getAttribute(Exchange.ATTRIBUTE) instanceof Exchange exchange) {
      exchange.requestGoesOut();
    }
    return super.execute(request, connection, callback, context);
  }
}
