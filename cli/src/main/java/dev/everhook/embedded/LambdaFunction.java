package dev.everhook.embedded;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.IOException;

/** A handler as Lambda's API sees it: bytes in, bytes out. */
@FunctionalInterface
interface LambdaFunction {
  /** Invokes the handler; what it throws is the invocation's error. */
  byte[] invoke(byte[] event, Context context) throws IOException;
}
