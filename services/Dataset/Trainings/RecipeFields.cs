using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Platform.Contracts;
using Platform.Dataset.Jobs;

namespace Platform.Dataset.Trainings;

/// <summary>Reads a recipe field by field, each within the range that the contract defines.</summary>
internal static class RecipeFields
{
    private static readonly PropertyInfo[] Properties =
    [
        .. typeof(TrainingRecipe)
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.SetMethod is not null),
    ];

    private static readonly IReadOnlyList<string> Names = [.. Properties.Select(NameOf)];

    /// <summary>Reads the recipe. A field that is absent, or wrong and reported as an error, has its default.</summary>
    public static TrainingRecipe Read(JsonFields? fields)
    {
        var recipe = new TrainingRecipe();
        fields?.Known(Names);
        foreach (var property in fields is null ? [] : Properties)
        {
            if (Value(fields!, property) is { } value)
            {
                property.SetValue(recipe, value);
            }
        }

        return recipe;
    }

    /// <summary>Returns why the recipe cannot train from random initialisation, or null if it can.</summary>
    public static string? Baseless(TrainingRecipe recipe) =>
        recipe.Adapter == "lora"
            ? "adapter lora trains low-rank adapters of a base model; give a base, or leave out adapter to train every weight"
            : Misshapen(recipe);

    /// <summary>
    /// Returns why no model can have this shape, or null if it is valid. With a base model, the shape is that of the base.
    /// </summary>
    private static string? Misshapen(TrainingRecipe recipe) =>
        recipe.Width % recipe.Heads != 0 ? $"width {recipe.Width} is no multiple of heads {recipe.Heads}; make it one"
        : recipe.Width / recipe.Heads % 2 != 0
            ? $"a head of width {recipe.Width} / heads {recipe.Heads} = {recipe.Width / recipe.Heads} is odd, and rotary positions turn pairs; make it even"
        : null;

    private static object? Value(JsonFields fields, PropertyInfo property)
    {
        var name = NameOf(property);
        var range = property.GetCustomAttribute<RangeAttribute>();
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return true switch
        {
            _ when type == typeof(string) => fields.OneOf(
                name,
                property.GetCustomAttribute<RegularExpressionAttribute>()!.Pattern.Split('|')
            ),
            _ when type == typeof(double) => fields.Number(
                name,
                Bound(range?.Minimum, double.MinValue),
                Bound(range?.Maximum, double.MaxValue)
            ),
            _ when type == typeof(int) => (int?)
                fields.Integer(
                    name,
                    (long)Bound(range?.Minimum, int.MinValue),
                    (long)Bound(range?.Maximum, int.MaxValue)
                ),
            _ => fields.Integer(name, long.MinValue, long.MaxValue),
        };
    }

    private static double Bound(object? bound, double otherwise) =>
        bound is null ? otherwise : Convert.ToDouble(bound, CultureInfo.InvariantCulture);

    private static string NameOf(PropertyInfo property) => JsonNamingPolicy.CamelCase.ConvertName(property.Name);
}
