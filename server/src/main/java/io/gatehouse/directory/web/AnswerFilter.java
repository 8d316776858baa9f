package io.gatehouse.directory.web;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;

/**
 * Lets through one answer for each request. Interim answers (1xx) are passed over: the HTTP client knows {@code 100} alone, takes
 * another for the answer, and the answer itself for that of the next request. The connection to a server that sends more than it was asked
 * for ends, for the same reason. On the thread of its connection.
 */
final class AnswerFilter extends ChannelDuplexHandler {
    /** How far the answer has come. */
    private enum State {
        NOT_ASKED,
        ASKED,
        /** An interim answer has begun. */
        INTERIM,
        BEGUN,
        /** Its end waits until all was looked at that has come together with it. */
        ENDED,
        /** More has come than was asked for. */
        TOO_MUCH
    }

    private State state = State.NOT_ASKED;

    /** The end of an answer; null where none waits. */
    private @Nullable Object end;

    /** Puts one between the codec of a connection and the HTTP client. */
    static void addTo(Channel channel) {
        channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, "gatehouse-answers", new AnswerFilter());
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof HttpRequest && state == State.NOT_ASKED) {
            state = State.ASKED;
        }
        super.write(context, message, promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (state == State.ASKED && message instanceof HttpResponse head) {
            begin(context, head);
        }
        switch (state) {
            case INTERIM -> passOver(context, message);
            case BEGUN -> next(context, message);
            case NOT_ASKED, ASKED, ENDED, TOO_MUCH -> refuse(context, message);
        }
    }

    private void begin(ChannelHandlerContext context, HttpResponse head) {
        boolean isUpgrade = head.status().equals(HttpResponseStatus.SWITCHING_PROTOCOLS);
        boolean isInterim = head.status().codeClass() == HttpStatusClass.INFORMATIONAL && !isUpgrade;
        state = isInterim ? State.INTERIM : State.BEGUN;
        if (isUpgrade || (isWithoutBody(head) && announcesBody(head))) {
            useNoMore(context);
        }
    }

    /** What comes behind it nevertheless is read as the next answer. */
    private static boolean isWithoutBody(HttpResponse head) {
        return head.status().equals(HttpResponseStatus.NO_CONTENT)
                || head.status().equals(HttpResponseStatus.NOT_MODIFIED);
    }

    private static boolean announcesBody(HttpMessage head) {
        return HttpUtil.isTransferEncodingChunked(head)
                || !head.headers().get(HttpHeaderNames.CONTENT_LENGTH, "0").equals("0");
    }

    private void passOver(ChannelHandlerContext context, Object message) {
        if (message instanceof LastHttpContent) {
            state = State.ASKED;
            context.read();
        }
        ReferenceCountUtil.release(message);
    }

    private void next(ChannelHandlerContext context, Object message) {
        if (message instanceof LastHttpContent) {
            state = State.ENDED;
            end = message;
        } else {
            context.fireChannelRead(message);
        }
    }

    private void refuse(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
        state = State.TOO_MUCH;
        if (end == null) {
            ChannelFuture unused = context.close();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        finish(context);
        context.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        finish(context);
        context.fireChannelInactive();
    }

    /** The next request may be sent by the end of an answer. */
    private void finish(ChannelHandlerContext context) {
        Object last = end;
        if (last == null) {
            return;
        }
        end = null;
        boolean isTooMuch = state == State.TOO_MUCH;
        if (isTooMuch) {
            useNoMore(context);
        } else {
            state = State.NOT_ASKED;
        }
        context.fireChannelRead(last);
        if (isTooMuch) {
            ChannelFuture unused = context.close();
        }
    }

    /** Nothing else is asked over the connection when the answer is there. */
    private static void useNoMore(ChannelHandlerContext context) {
        Connection unused = Connection.from(context.channel()).markPersistent(false);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (end != null) {
            ReferenceCountUtil.release(end);
            end = null;
        }
    }
}
