using System.Net.Mime;
using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;

namespace Platform.Dataset.Jobs;

/// <summary>
/// Passes every message body to the consumer as bytes, whatever it contains. With the default deserialisers, a body that is
/// not JSON, or JSON of the wrong shape, never reaches a consumer, so its sender would get no reply.
/// </summary>
internal sealed class AnyBody(string mediaType) : ISerializerFactory, IMessageDeserializer
{
    private const RawSerializerOptions Raw = RawSerializerOptions.AnyMessageType;

    /// <summary>The first one also handles messages without a content type or with an unknown one.</summary>
    private static readonly string[] MediaTypes =
    [
        "application/octet-stream",
        "application/json",
        "application/vnd.masstransit+json",
        "text/plain",
    ];

    public ContentType ContentType { get; } = new(mediaType);

    public static void AddTo(IReceiveEndpointConfigurator endpoint)
    {
        for (var i = 0; i < MediaTypes.Length; i++)
        {
            endpoint.AddDeserializer(new AnyBody(MediaTypes[i]), isDefault: i == 0);
        }
    }

    public IMessageSerializer CreateSerializer() =>
        throw new NotSupportedException("Submissions are only received this way.");

    public IMessageDeserializer CreateDeserializer() => this;

    public ConsumeContext Deserialize(ReceiveContext receiveContext) =>
        new BodyConsumeContext(
            receiveContext,
            Deserialize(receiveContext.Body, receiveContext.TransportHeaders, receiveContext.InputAddress)
        );

    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null)
    {
        var options = SystemTextJsonMessageSerializer.Options;
        var message = JsonSerializer.SerializeToElement(new ReceivedSubmission(body.GetBytes()), options);
        return new SystemTextJsonRawSerializerContext(
            SystemTextJsonMessageSerializer.Instance,
            options,
            ContentType,
            new RawMessageContext(headers, destinationAddress, Raw),
            [],
            Raw,
            message
        );
    }

    public MessageBody GetMessageBody(string text) => new StringMessageBody(text);

    public void Probe(ProbeContext context) => context.CreateScope("anyBody");
}

/// <summary>A message on a job queue, as received.</summary>
public sealed record ReceivedSubmission(byte[] Body);
