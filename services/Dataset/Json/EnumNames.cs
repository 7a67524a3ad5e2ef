using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Platform.Dataset.Json;

/// <summary>Names of an enum's values in JSON.</summary>
internal static class EnumNames<T>
    where T : struct, Enum
{
    private static readonly T[] Values = Enum.GetValues<T>();

    /// <summary>The names, in the order of the values.</summary>
    public static readonly string[] All = [.. Values.Select(NameOf)];

    /// <summary>The name of a value.</summary>
    public static string Of(T value) => All[Array.IndexOf(Values, value)];

    /// <summary>The value of one of the names.</summary>
    public static T Parse(string name) => Values[Array.IndexOf(All, name)];

    private static string NameOf(T value) =>
        typeof(T).GetField(value.ToString())!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name
        ?? JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
