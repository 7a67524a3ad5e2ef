namespace Refit;

/// <summary>An HTTP method and the path it is sent to; <c>{name}</c> in the path takes the parameter of that name.</summary>
public abstract class HttpMethodAttribute(string path) : Attribute
{
    public abstract HttpMethod Method { get; }

    public virtual string Path { get; protected set; } = path;
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class GetAttribute(string path) : HttpMethodAttribute(path)
{
    public override HttpMethod Method => HttpMethod.Get;
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class PostAttribute(string path) : HttpMethodAttribute(path)
{
    public override HttpMethod Method => HttpMethod.Post;
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class PutAttribute(string path) : HttpMethodAttribute(path)
{
    public override HttpMethod Method => HttpMethod.Put;
}

/// <summary>The parameter is the request's body: a stream is sent as it is, anything else as JSON.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class BodyAttribute : Attribute
{
    public BodyAttribute() { }

    /// <param name="buffered">Serialise first and send with a length, for servers that cannot read chunks.</param>
    public BodyAttribute(bool buffered) => Buffered = buffered;

    public bool? Buffered { get; }
}
